use std::collections::{HashMap, HashSet};

use super::added_functions::find_added_functions;
use super::helpers::{may_be_lowered, Helpers, LoweredGenerator};
use super::variables::find_variables;
use crate::body::Body;
use crate::emit::nodes::unparenthesised;
use crate::metadata::FunctionKind;
use crate::names::qualified_names::unwrapped;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::serialized_functions::directive;

/// What is known of the lowered async functions of a file.
pub struct LoweredFunctions {
    pub helpers: Helpers,
    /// The variables whose functions a compiler has added to the file.
    added: HashSet<Id>,
    /// The variables that hold what helpers have returned.
    variables: HashSet<Id>,
    iterators: HashSet<Id>,
    /// The names of the functions that pass their calls on, by what they pass them on to.
    names: HashMap<Id, Atom>,
}

impl LoweredFunctions {
    /// None where the file holds no lowered async functions.
    pub fn find(program: &Program, code: &str) -> Option<Self> {
        if !may_be_lowered(code) {
            return None;
        }
        let helpers = Helpers::new(find_variables(program));
        let mut finder = Finder {
            helpers: &helpers,
            variables: HashSet::new(),
            iterators: HashSet::new(),
            names: HashMap::new(),
            delegates: Vec::new(),
            count: 0,
        };
        program.visit_with(&mut finder);
        let Finder {
            variables,
            iterators,
            names,
            delegates,
            count,
            ..
        } = finder;
        (count > 0).then(|| Self {
            added: find_added_functions(&helpers, delegates),
            helpers,
            variables,
            iterators,
            names,
        })
    }

    /// Whether what a compiler has added is in a variable, or in a property of one.
    pub fn is_added(&self, variable: &Ident) -> bool {
        self.added.contains(&variable.to_id())
    }

    /// Whether a function does nothing but pass its call on to a lowered one.
    pub fn is_forwarder(&self, body: Body) -> bool {
        forwards_to(body).is_some_and(|name| self.variables.contains(&name.to_id()))
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
                .is_some_and(|name| self.iterators.contains(&name.to_id())),
            _ => false,
        }
    }

    /// The name that a function had before Babel gave it one with an underscore; none for any other.
    pub fn original_name(&self, name: &Ident) -> Option<&Atom> {
        let id = name.to_id();
        self.names.get(&id).filter(|_| self.variables.contains(&id))
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
    pub fn generator_in<'a>(&self, body: Body<'a>) -> Option<LoweredGenerator<'a>> {
        if let Body::Value(value) = body {
            return self.generator_run_by(value);
        }
        let (last, before) = statements_of(body)?.split_last()?;
        let Stmt::Return(ReturnStmt {
            arg: Some(returned),
            ..
        }) = last
        else {
            return None;
        };
        if let Some(run) = self.generator_run_by(returned) {
            // What stands before it captures `this`, `super` and `arguments`.
            let captures = |stmt: &Stmt| matches!(stmt, Stmt::Decl(Decl::Var(_) | Decl::Using(_)));
            return before.iter().all(captures).then_some(run);
        }
        match before.first()? {
            Stmt::Expr(stmt) => self.generator_assigned_by(&stmt.expr),
            Stmt::Decl(Decl::Var(decl)) if before.len() < 3 => self
                .helpers
                .generator_given_by(decl.decls.first()?.init.as_ref()?),
            _ => None,
        }
    }

    /// Whether an expression is a function in which Babel keeps what a helper has returned.
    pub fn is_kept_by(&self, callee: &Expr) -> bool {
        let body = match unparenthesised(callee) {
            Expr::Fn(node) if !node.function.is_async && !node.function.is_generator => {
                body_of(&node.function)
            }
            Expr::Arrow(node) if !node.is_async => crate::band::body_of_arrow(node),
            _ => return false,
        };
        self.generator_in(body).is_some()
    }

    /// `helper(…, generator)`, `helper(generator)()`, `helper(generator).call(this)`
    fn generator_run_by<'a>(&self, value: &'a Expr) -> Option<LoweredGenerator<'a>> {
        let value = unwrapped(value);
        if let Expr::Seq(sequence) = value {
            // Minifiers make one statement of two: `return f = helper(generator), f.apply(this, arguments)`.
            return match sequence.exprs.as_slice() {
                [first, _] => self.generator_assigned_by(first),
                _ => None,
            };
        }
        if let Some(given) = self.helpers.generator_given_by(value) {
            return Some(given);
        }
        let callee = callee_of(value)?;
        let given = self.helpers.generator_given_by(callee);
        given.or_else(|| self.generator_assigned_by(callee))
    }

    /// `f = helper(generator)`
    fn generator_assigned_by<'a>(&self, value: &'a Expr) -> Option<LoweredGenerator<'a>> {
        let assignment = unwrapped(value).as_assign()?;
        self.helpers.generator_given_by(&assignment.right)
    }
}

struct Finder<'a> {
    helpers: &'a Helpers,
    variables: HashSet<Id>,
    iterators: HashSet<Id>,
    names: HashMap<Id, Atom>,
    /// `f` in `yield* f(x)` of lowered async generators.
    delegates: Vec<Id>,
    count: usize,
}

impl Finder<'_> {
    fn add_value(&mut self, name: &Ident, value: &Expr) {
        if self.helpers.generator_given_by(value).is_some() {
            self.variables.insert(name.to_id());
        } else if self.helpers.is_async_iterator(value) {
            self.iterators.insert(name.to_id());
        }
    }

    fn add_function(&mut self, name: Atom, function: &Function) {
        if let Some(target) = forwards_to(body_of(function)) {
            self.names.insert(target.to_id(), name);
        }
    }
}

impl Visit for Finder<'_> {
    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let Some((_, generator)) = self.helpers.generator_given_in(node) {
            self.count += 1;
            if generator.kind == FunctionKind::AsyncGenerator {
                let helpers = self.helpers;
                let delegates = &mut self.delegates;
                generator
                    .node
                    .function
                    .body
                    .visit_with(&mut Yields { helpers, delegates });
            }
        }
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
            self.add_value(&name.id, value);
        }
        node.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        if let Some(name) = node.left.as_ident() {
            self.add_value(&name.id, &node.right);
        }
        node.visit_children_with(self);
    }
}

/// Looks up the helpers that a lowered async generator calls.
struct Yields<'a> {
    helpers: &'a Helpers,
    delegates: &'a mut Vec<Id>,
}

impl Visit for Yields<'_> {
    fn visit_yield_expr(&mut self, node: &YieldExpr) {
        self.helpers.is_await_in(node);
        let argument = node.arg.as_deref().map(unparenthesised);
        if let (true, Some(Expr::Call(call))) = (node.delegate, argument) {
            if let Some(first) = call.args.first() {
                self.helpers.is_async_iterator(&first.expr);
            }
            if let Some(Expr::Ident(name)) = call.callee.as_expr().map(|callee| unwrapped(callee)) {
                self.delegates.push(name.to_id());
            }
        }
        node.visit_children_with(self);
    }

    // What is in them is not what the generator yields.

    fn visit_function(&mut self, _: &Function) {}
    fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
}

fn body_of(function: &Function) -> Body<'_> {
    let stmts = function.body.as_ref().map(|body| body.stmts.as_slice());
    Body::Statements(stmts.unwrap_or_default())
}

/// The name of `f` in `function (…) { return f.apply(this, arguments); }`.
fn forwards_to(body: Body<'_>) -> Option<&Ident> {
    match statements_of(body)? {
        [Stmt::Return(ReturnStmt {
            arg: Some(value), ..
        })] => callee_of(value)?.as_ident(),
        _ => None,
    }
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
    match unwrapped(callee) {
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
