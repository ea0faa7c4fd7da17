use std::collections::HashSet;

use super::helper_roles::HelperRole;
use crate::body::Body;
use crate::emit::nodes::unparenthesised;
use crate::names::qualified_names::unwrapped;
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::Span;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// Helpers are short, in whatever layout; nothing longer is looked into.
const LONGEST: u32 = 5000;

const ERRORS: [&str; 2] = [
    "Symbol.asyncIterator is not defined.",
    "Object is not async iterable",
];

/// The helper that a function is by what it does, under whatever name: minifiers rename helpers, and compilers
/// change them, but each drives a generator that it is given.
///
/// ```js
/// (t, e, n) => new Promise((r, i) => { … a((n = n.apply(t, e)).next()) … }) // an awaiter
/// function (t) { return function () { … new Promise(function (…) { var i = t.apply(e, n); … }) } }
/// ```
pub fn role_by_shape(span: Span, params: &[Option<&Atom>], body: Body) -> Option<HelperRole> {
    if span.hi.0.saturating_sub(span.lo.0) > LONGEST || params.len() > 4 {
        return None;
    }
    let first = *params.first()?;
    let last = params.last().copied().flatten();
    let traits = Traits::of(body);
    if params.len() >= 3 {
        return traits.role_of_three(last);
    }
    if let [_, second] = params {
        return marks_by_index(body, [first?, (*second)?]).then_some(HelperRole::Await);
    }
    let first = first?;
    let is_iterating = ERRORS.iter().any(|error| traits.has(&[error]));
    if is_iterating && traits.has(&["asyncIterator", "iterator"]) {
        return Some(HelperRole::AsyncValues);
    }
    let value = value_of(body);
    if let (Some(Expr::Fn(returned)), true) = (value, traits.constructs) {
        if traits.applied.contains(first) {
            if traits.has(&["next", "throw"]) {
                return Some(HelperRole::AsyncToGenerator);
            }
            if constructs_with(returned, first) {
                return Some(HelperRole::WrapAsyncGenerator);
            }
        }
    }
    let is_mark = value.is_some_and(|value| marks_itself(value) || marks_by_another(value, first));
    is_mark.then_some(HelperRole::Await)
}

/// What a function has in it that no minifier changes.
#[derive(Default)]
struct Traits {
    /// The names of properties, and texts.
    words: HashSet<String>,
    /// The variables whose method `apply` or `call` is called.
    applied: HashSet<Atom>,
    constructs: bool,
}

impl Traits {
    fn of(body: Body) -> Self {
        let mut traits = Self::default();
        match body {
            Body::Program(items) => items.visit_with(&mut traits),
            Body::Statements(stmts) => stmts.visit_with(&mut traits),
            Body::Value(value) => value.visit_with(&mut traits),
        }
        traits
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().all(|word| self.words.contains(*word))
    }

    fn role_of_three(&self, last: Option<&Atom>) -> Option<HelperRole> {
        if last.is_some_and(|last| self.applied.contains(last)) && self.has(&["next", "throw"]) {
            if self.has(&["return", "asyncIterator"]) {
                return Some(HelperRole::AsyncGenerator);
            }
            if self.constructs && self.has(&["then", "done", "value"]) {
                return Some(HelperRole::Awaiter);
            }
        }
        self.has(&["asyncIterator", "iterator", "next", "return", "call"])
            .then_some(HelperRole::AsyncValues)
    }
}

impl Visit for Traits {
    fn visit_str(&mut self, node: &Str) {
        self.words.insert(node.value.to_atom_lossy().to_string());
    }

    fn visit_new_expr(&mut self, node: &NewExpr) {
        self.constructs = true;
        node.visit_children_with(self);
    }

    fn visit_member_expr(&mut self, node: &MemberExpr) {
        if let MemberProp::Ident(property) = &node.prop {
            if matches!(property.sym.as_str(), "apply" | "call") {
                if let Expr::Ident(object) = unparenthesised(&node.obj) {
                    self.applied.insert(object.sym.clone());
                }
            }
            self.words.insert(property.sym.to_string());
        }
        node.visit_children_with(self);
    }
}

/// What a function returns that does nothing else.
fn value_of(body: Body<'_>) -> Option<&Expr> {
    match body {
        Body::Value(value) => Some(unwrapped(value)),
        Body::Statements(
            [Stmt::Return(ReturnStmt {
                arg: Some(value), ..
            })],
        ) => Some(unwrapped(value)),
        _ => None,
    }
}

/// `function () { return new Generator(f.apply(this, arguments)); }`
fn constructs_with(node: &FnExpr, name: &Atom) -> bool {
    let stmts = node.function.body.as_ref().map(|body| &body.stmts);
    let value = stmts.and_then(|stmts| value_of(Body::Statements(stmts)));
    let Some(Expr::New(NewExpr {
        args: Some(args), ..
    })) = value
    else {
        return false;
    };
    let [argument] = args.as_slice() else {
        return false;
    };
    let Expr::Call(CallExpr {
        callee: Callee::Expr(callee),
        args,
        ..
    }) = unparenthesised(&argument.expr)
    else {
        return false;
    };
    let (Expr::Member(member), [this, arguments]) = (unparenthesised(callee), args.as_slice())
    else {
        return false;
    };
    is_named(&member.obj, name)
        && member
            .prop
            .as_ident()
            .is_some_and(|name| name.sym == *"apply")
        && unparenthesised(&this.expr).is_this()
        && is_named(&arguments.expr, "arguments")
}

/// TypeScript: `function (v) { return this instanceof Await ? (this.v = v, this) : new Await(v); }`
fn marks_itself(value: &Expr) -> bool {
    let Expr::Cond(CondExpr { test, alt, .. }) = value else {
        return false;
    };
    let is_test = matches!(
        unparenthesised(test),
        Expr::Bin(BinExpr { op: BinaryOp::InstanceOf, left, .. }) if unparenthesised(left).is_this()
    );
    is_test && unparenthesised(alt).is_new()
}

/// Babel and SWC: `function (v) { return new OverloadYield(v, 0); }`, before `new AwaitValue(v)`
fn marks_by_another(value: &Expr, first: &Atom) -> bool {
    let Expr::New(NewExpr {
        args: Some(args), ..
    }) = value
    else {
        return false;
    };
    match args.as_slice() {
        [marked] => is_named(&marked.expr, first),
        [marked, kind] => is_named(&marked.expr, first) && is_number(&kind.expr, 0),
        _ => false,
    }
}

/// esbuild: `function (promise, isYieldStar) { this[0] = promise; this[1] = isYieldStar; }`
fn marks_by_index(body: Body, names: [&Atom; 2]) -> bool {
    let Body::Statements(stmts) = body else {
        return false;
    };
    let mut values = Vec::new();
    for stmt in stmts {
        let Stmt::Expr(ExprStmt { expr, .. }) = stmt else {
            return false;
        };
        match unparenthesised(expr) {
            Expr::Seq(sequence) => values.extend(sequence.exprs.iter().map(AsRef::as_ref)),
            expr => values.push(expr),
        }
    }
    let is_at = |(index, (value, name)): (usize, (&&Expr, &Atom))| is_at(value, index, name);
    values.len() == names.len() && values.iter().zip(names).enumerate().all(is_at)
}

fn is_at(value: &Expr, index: usize, name: &Atom) -> bool {
    let Expr::Assign(AssignExpr {
        left: AssignTarget::Simple(SimpleAssignTarget::Member(member)),
        right,
        ..
    }) = unparenthesised(value)
    else {
        return false;
    };
    member.obj.is_this()
        && member
            .prop
            .as_computed()
            .is_some_and(|computed| is_number(&computed.expr, index))
        && is_named(right, name)
}

fn is_named(expr: &Expr, name: &str) -> bool {
    matches!(unparenthesised(expr), Expr::Ident(ident) if ident.sym == *name)
}

fn is_number(expr: &Expr, value: usize) -> bool {
    matches!(unparenthesised(expr), Expr::Lit(Lit::Num(number)) if number.value == value as f64)
}
