use std::collections::{HashMap, HashSet};

use super::helpers::{
    generator_given_by, generator_given_in, is_async_iterator, may_be_lowered, LoweredGenerator,
};
use crate::body::Body;
use crate::emit::nodes::unparenthesised;
use crate::names::qualified_names::unwrapped;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::serialized_functions::directive;

/// What is known of the lowered async functions of a file.
#[derive(Default)]
pub struct LoweredFunctions {
    /// The variables that hold what helpers have returned.
    variables: HashSet<Atom>,
    iterators: HashSet<Atom>,
    /// The names of the functions that pass their calls on, by what they pass them on to.
    names: HashMap<Atom, Atom>,
    count: usize,
}

impl LoweredFunctions {
    /// None where the file holds no lowered async functions.
    pub fn find(program: &Program, code: &str) -> Option<Self> {
        if !may_be_lowered(code) {
            return None;
        }
        let mut lowered = Self::default();
        program.visit_with(&mut lowered);
        (lowered.count > 0).then_some(lowered)
    }

    /// Whether a function does nothing but pass its call on to a lowered one.
    pub fn is_forwarder(&self, body: Body) -> bool {
        forwards_to(body).is_some_and(|name| self.variables.contains(name))
    }

    /// Whether an expression is the promise that a lowered `for await` awaits.
    pub fn is_iteration(&self, expr: &Expr) -> bool {
        let Expr::Call(CallExpr {
            callee: Callee::Expr(callee),
            ..
        }) = unparenthesised(expr)
        else {
            return false;
        };
        match unparenthesised(callee) {
            Expr::Member(MemberExpr {
                obj,
                prop: MemberProp::Ident(property),
                ..
            }) if property.sym == *"next" => unparenthesised(obj)
                .as_ident()
                .is_some_and(|name| self.iterators.contains(&name.sym)),
            _ => false,
        }
    }

    /// The name that a function had before Babel gave it one with an underscore; none for any other.
    pub fn original_name(&self, name: &Atom) -> Option<&Atom> {
        self.names
            .get(name)
            .filter(|_| self.variables.contains(name))
    }

    fn add_variable(&mut self, name: &Atom, value: &Expr) {
        if generator_given_by(value).is_some() {
            self.variables.insert(name.clone());
        } else if is_async_iterator(value) {
            self.iterators.insert(name.clone());
        }
    }

    fn add_function(&mut self, name: Atom, function: &Function) {
        if let Some(target) = forwards_to(body_of(function)) {
            self.names.insert(target.clone(), name);
        }
    }
}

impl Visit for LoweredFunctions {
    fn visit_call_expr(&mut self, node: &CallExpr) {
        self.count += usize::from(generator_given_in(node).is_some());
        node.visit_children_with(self);
    }

    fn visit_fn_decl(&mut self, node: &FnDecl) {
        self.add_function(node.ident.sym.clone(), &node.function);
        node.visit_children_with(self);
    }

    fn visit_export_default_decl(&mut self, node: &ExportDefaultDecl) {
        if let DefaultDecl::Fn(node) = &node.decl {
            let name = node.ident.as_ref().map(|name| name.sym.clone());
            self.add_function(name.unwrap_or_else(|| "default".into()), &node.function);
        }
        node.visit_children_with(self);
    }

    fn visit_var_declarator(&mut self, node: &VarDeclarator) {
        if let (Pat::Ident(name), Some(value)) = (&node.name, &node.init) {
            self.add_variable(&name.sym, value);
        }
        node.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        if let Some(name) = node.left.as_ident() {
            self.add_variable(&name.sym, &node.right);
        }
        node.visit_children_with(self);
    }
}

fn body_of(function: &Function) -> Body<'_> {
    let stmts = function.body.as_ref().map(|body| body.stmts.as_slice());
    Body::Statements(stmts.unwrap_or_default())
}

/// The name of `f` in `function (…) { return f.apply(this, arguments); }`.
fn forwards_to(body: Body<'_>) -> Option<&Atom> {
    match statements_of(body)? {
        [Stmt::Return(ReturnStmt {
            arg: Some(value), ..
        })] => callee_of(value)?.as_ident().map(|name| &name.sym),
        _ => None,
    }
}

/// The generator that a function that can't suspend consists of, where it stands for a lowered async
/// function.
///
/// ```js
/// function f(x) { return __awaiter(this, void 0, void 0, function* () { yield x; }); }
/// function f(x) { return _async_to_generator(function* () { yield x; })(); }
/// function _f() {
///   _f = _asyncToGenerator(function* (x) { yield x; });
///   return _f.apply(this, arguments);
/// }
/// ```
pub fn generator_in(body: Body<'_>) -> Option<LoweredGenerator<'_>> {
    if let Body::Value(value) = body {
        return generator_run_by(value);
    }
    let (last, before) = statements_of(body)?.split_last()?;
    let Stmt::Return(ReturnStmt {
        arg: Some(returned),
        ..
    }) = last
    else {
        return None;
    };
    if let Some(run) = generator_run_by(returned) {
        // What stands before it captures `this`, `super` and `arguments`.
        let captures = |stmt: &Stmt| matches!(stmt, Stmt::Decl(Decl::Var(_) | Decl::Using(_)));
        return before.iter().all(captures).then_some(run);
    }
    match before.first()? {
        Stmt::Expr(stmt) => generator_given_by(&unparenthesised(&stmt.expr).as_assign()?.right),
        Stmt::Decl(Decl::Var(decl)) if before.len() < 3 => {
            generator_given_by(decl.decls.first()?.init.as_ref()?)
        }
        _ => None,
    }
}

/// Whether an expression is a function in which Babel keeps what a helper has returned.
pub fn keeps_lowered(callee: &Expr) -> bool {
    let body = match unparenthesised(callee) {
        Expr::Fn(node) if !node.function.is_async && !node.function.is_generator => {
            body_of(&node.function)
        }
        Expr::Arrow(node) if !node.is_async => crate::band::body_of_arrow(node),
        _ => return false,
    };
    generator_in(body).is_some()
}

/// `helper(…, generator)`, `helper(generator)()`, `helper(generator).call(this)`
fn generator_run_by(value: &Expr) -> Option<LoweredGenerator<'_>> {
    let value = unwrapped(value);
    generator_given_by(value).or_else(|| generator_given_by(callee_of(value)?))
}

/// The function that a call calls, also by its methods `call` and `apply`.
fn callee_of(value: &Expr) -> Option<&Expr> {
    let Expr::Call(CallExpr {
        callee: Callee::Expr(callee),
        ..
    }) = unparenthesised(value)
    else {
        return None;
    };
    match unparenthesised(callee) {
        Expr::Member(MemberExpr {
            obj,
            prop: MemberProp::Ident(property),
            ..
        }) => matches!(property.sym.as_str(), "call" | "apply").then(|| unparenthesised(obj)),
        callee => Some(callee),
    }
}

/// The statements of a body after its directives.
fn statements_of(body: Body<'_>) -> Option<&[Stmt]> {
    let Body::Statements(stmts) = body else {
        return None;
    };
    let directives = stmts.iter().map_while(directive).count();
    stmts.get(directives..)
}
