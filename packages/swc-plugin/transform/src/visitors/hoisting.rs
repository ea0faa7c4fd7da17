use std::collections::HashSet;

use crate::emit::nodes::{call, declaration, function_declaration, return_statement, string};
use crate::file_state::FileState;
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::{util::take::Take, DUMMY_SP};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::bindings::names_of_declarators;

/// Readies the statements of a body for a block. Functions at the top of a body are variables of it;
/// in a block they are bound like `let`. Where another declaration of the name would then be an
/// error, or a different variable, the function becomes the value of a `var` that is assigned first. So
/// it does where a direct `eval` might declare the name.
///
/// ```js
/// function outer(a) { a(); function a() {} function b() {} }
/// // becomes
/// function outer(a) {
///   …
///   try {
///     var a = $t1();
///     a();
///     function $t1() { return { ['a']: function () {} }['a']; }
///     function b() {}
///   } …
/// }
/// ```
pub fn in_block(params: HashSet<Atom>, mut stmts: Vec<Stmt>, file: &mut FileState) -> Vec<Stmt> {
    let declared: Vec<Atom> = stmts
        .iter()
        .filter_map(top_function)
        .map(|name| name.sym.clone())
        .collect();
    if declared.is_empty() {
        return stmts;
    }
    let conflicts = conflicting_names(params, &stmts, &declared);
    if !declared.iter().any(|name| conflicts.contains(name)) {
        return stmts;
    }
    let mut assigned = Vec::new();
    for stmt in &mut stmts {
        give_way(stmt, &conflicts, &mut assigned, file);
    }
    assigned.append(&mut stmts);
    assigned
}

/// The name of a function that is declared at the top of a body, behind labels too.
pub fn top_function(stmt: &Stmt) -> Option<&Ident> {
    match stmt {
        Stmt::Labeled(node) => top_function(&node.body),
        Stmt::Decl(Decl::Fn(node)) if node.function.body.is_some() => Some(&node.ident),
        _ => None,
    }
}

fn give_way(
    stmt: &mut Stmt,
    conflicts: &HashSet<Atom>,
    assigned: &mut Vec<Stmt>,
    file: &mut FileState,
) {
    match stmt {
        Stmt::Labeled(node) => give_way(&mut node.body, conflicts, assigned, file),
        Stmt::Decl(Decl::Fn(node)) if conflicts.contains(&node.ident.sym) => {
            if node.function.body.is_none() {
                *stmt = Stmt::Empty(EmptyStmt { span: DUMMY_SP });
                return;
            }
            let giver = file.names.temporary();
            let given = call(Expr::Ident(giver.clone()), Vec::new());
            assigned.push(declaration(
                VarDeclKind::Var,
                node.ident.clone(),
                Some(given.into()),
            ));
            *stmt = giving_function(giver, &node.ident, node.function.take());
        }
        _ => {}
    }
}

/// The names that may not become names of the block.
fn conflicting_names(params: HashSet<Atom>, stmts: &[Stmt], declared: &[Atom]) -> HashSet<Atom> {
    let mut collector = Names {
        names: params,
        evaluates: false,
    };
    for stmt in stmts {
        if top_function(stmt).is_none() {
            stmt.visit_with(&mut collector);
        }
    }
    let Names {
        mut names,
        evaluates,
    } = collector;
    let mut seen = HashSet::new();
    for name in declared {
        if !seen.insert(name) || evaluates {
            names.insert(name.clone());
        }
    }
    names
}

struct Names {
    names: HashSet<Atom>,
    evaluates: bool,
}

impl Visit for Names {
    fn visit_var_decl(&mut self, node: &VarDecl) {
        if node.kind == VarDeclKind::Var {
            names_of_declarators(&node.decls, &mut self.names);
        }
        node.visit_children_with(self);
    }

    /// In sloppy code, a function in a block declares a `var` as well.
    fn visit_fn_decl(&mut self, node: &FnDecl) {
        self.names.insert(node.ident.sym.clone());
    }

    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let Callee::Expr(callee) = &node.callee {
            self.evaluates |= is_eval(callee);
        }
        node.visit_children_with(self);
    }

    fn visit_opt_call(&mut self, node: &OptCall) {
        self.evaluates |= is_eval(&node.callee);
        node.visit_children_with(self);
    }

    fn visit_function(&mut self, _: &Function) {}
    fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
    fn visit_constructor(&mut self, _: &Constructor) {}
    fn visit_getter_prop(&mut self, _: &GetterProp) {}
    fn visit_setter_prop(&mut self, _: &SetterProp) {}
    fn visit_static_block(&mut self, _: &StaticBlock) {}
}

fn is_eval(callee: &Expr) -> bool {
    matches!(callee, Expr::Ident(name) if name.sym == *"eval")
}

/// A function that gives another one, which is named after a property: without a name of its own, it
/// sees the variable under that name, as a declared function does.
fn giving_function(giver: Ident, name: &Ident, function: Box<Function>) -> Stmt {
    let key = || ComputedPropName {
        span: DUMMY_SP,
        expr: Box::new(Expr::Lit(Lit::Str(string(&name.sym)))),
    };
    let property = Prop::KeyValue(KeyValueProp {
        key: PropName::Computed(key()),
        value: Box::new(Expr::Fn(FnExpr {
            ident: None,
            function,
        })),
    });
    let holder = Expr::Object(ObjectLit {
        span: DUMMY_SP,
        props: vec![PropOrSpread::Prop(Box::new(property))],
    });
    let given = Expr::Member(MemberExpr {
        span: DUMMY_SP,
        obj: Box::new(holder),
        prop: MemberProp::Computed(key()),
    });
    function_declaration(
        giver,
        Vec::new(),
        vec![return_statement(DUMMY_SP, Box::new(given))],
    )
}
