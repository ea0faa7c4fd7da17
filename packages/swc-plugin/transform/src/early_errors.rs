//! Early errors that SWC's parser leaves to the engine, and that instrumented code would not have.

use std::collections::HashSet;

use crate::band::{arrow_body, Body};
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::bindings::{binding_names, names_of_declarators, parameter_names};

/// Whether the body of a function declares a parameter anew, by `let`, `const`, `using` or `class`. That is
/// a syntax error, but not in a block of the body, into which instrumenting moves its statements.
pub fn redeclares_parameters(program: &Program) -> bool {
    let mut finder = Redeclarations { found: false };
    program.visit_with(&mut finder);
    finder.found
}

struct Redeclarations {
    found: bool,
}

impl Redeclarations {
    fn look_at<'a>(&mut self, params: impl Iterator<Item = &'a Pat>, body: Option<&Body>) {
        let mut names = HashSet::new();
        for param in params {
            binding_names(param, &mut names);
        }
        self.compare(&names, body);
    }

    fn compare(&mut self, params: &HashSet<Atom>, body: Option<&Body>) {
        let Some(body) = body else { return };
        if params.is_empty() {
            return;
        }
        let mut declared = HashSet::new();
        for stmt in &body.stmts {
            match stmt {
                Stmt::Decl(Decl::Var(var)) if var.kind != VarDeclKind::Var => {
                    names_of_declarators(&var.decls, &mut declared);
                }
                Stmt::Decl(Decl::Using(using)) => {
                    names_of_declarators(&using.decls, &mut declared);
                }
                Stmt::Decl(Decl::Class(class)) => {
                    declared.insert(class.ident.sym.clone());
                }
                _ => {}
            }
        }
        self.found |= !declared.is_disjoint(params);
    }
}

impl Visit for Redeclarations {
    fn visit_function(&mut self, node: &Function) {
        self.look_at(
            node.params.iter().map(|param| &param.pat),
            node.body.as_ref(),
        );
        node.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        self.look_at(node.params.iter(), arrow_body(&node.body));
        node.visit_children_with(self);
    }

    fn visit_constructor(&mut self, node: &Constructor) {
        let mut names = HashSet::new();
        for param in &node.params {
            parameter_names(param, &mut names);
        }
        self.compare(&names, node.body.as_ref());
        node.visit_children_with(self);
    }

    // In the newer band, a setter has a function.
    #[cfg(feature = "swc-1-15")]
    fn visit_setter_prop(&mut self, node: &SetterProp) {
        self.look_at(std::iter::once(&*node.param), node.body.as_ref());
        node.visit_children_with(self);
    }
}
