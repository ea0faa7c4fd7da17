use std::collections::HashSet;

use super::places::{is_changing_method, root_of};
use crate::emit::nodes::unparenthesised;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::bindings::{
    binding_names, names_of_declarators, object_names, parameter_names,
};

/// What an inner function has to do with the variables around it.
#[derive(Default)]
pub struct Closure {
    pub reads: HashSet<Atom>,
    /// The variables that it assigns to, or whose objects it changes by a method that does.
    pub writes: HashSet<Atom>,
}

/// A name that the function declares anywhere, itself or in a function inside, is taken for its own.
pub fn closure_of<N: VisitWith<Collector>>(node: &N, has_own_this: bool) -> Closure {
    let mut collector = Collector::default();
    node.visit_with(&mut collector);
    let Collector {
        mut own,
        reads: mut all_reads,
        writes: mut all_writes,
    } = collector;
    if has_own_this {
        own.insert("this".into());
    }
    all_reads.retain(|name| !own.contains(name));
    all_writes.retain(|name| !own.contains(name));
    Closure {
        reads: all_reads,
        writes: all_writes,
    }
}

#[derive(Default)]
pub struct Collector {
    own: HashSet<Atom>,
    reads: HashSet<Atom>,
    writes: HashSet<Atom>,
}

impl Collector {
    fn write(&mut self, expr: &Expr) {
        self.writes.extend(root_of(expr));
    }
}

impl Visit for Collector {
    fn visit_ident(&mut self, node: &Ident) {
        self.reads.insert(node.sym.clone());
    }

    fn visit_this_expr(&mut self, _: &ThisExpr) {
        self.reads.insert("this".into());
    }

    fn visit_function(&mut self, node: &Function) {
        for param in &node.params {
            binding_names(&param.pat, &mut self.own);
        }
        node.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        for param in &node.params {
            binding_names(param, &mut self.own);
        }
        node.visit_children_with(self);
    }

    fn visit_constructor(&mut self, node: &Constructor) {
        for param in &node.params {
            parameter_names(param, &mut self.own);
        }
        node.visit_children_with(self);
    }

    fn visit_setter_prop(&mut self, node: &SetterProp) {
        if let Some(param) = crate::band::setter_param(node) {
            binding_names(param, &mut self.own);
        }
        node.visit_children_with(self);
    }

    fn visit_fn_decl(&mut self, node: &FnDecl) {
        self.own.insert(node.ident.sym.clone());
        node.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, node: &ClassDecl) {
        self.own.insert(node.ident.sym.clone());
        node.visit_children_with(self);
    }

    fn visit_class_expr(&mut self, node: &ClassExpr) {
        self.own
            .extend(node.ident.as_ref().map(|name| name.sym.clone()));
        node.visit_children_with(self);
    }

    fn visit_var_decl(&mut self, node: &VarDecl) {
        names_of_declarators(&node.decls, &mut self.own);
        node.visit_children_with(self);
    }

    fn visit_using_decl(&mut self, node: &UsingDecl) {
        names_of_declarators(&node.decls, &mut self.own);
        node.visit_children_with(self);
    }

    fn visit_catch_clause(&mut self, node: &CatchClause) {
        if let Some(param) = &node.param {
            binding_names(param, &mut self.own);
        }
        node.visit_children_with(self);
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        match &node.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => {
                self.writes.insert(name.sym.clone());
            }
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => self.write(&member.obj),
            AssignTarget::Simple(SimpleAssignTarget::Paren(paren)) => self.write(&paren.expr),
            AssignTarget::Pat(AssignTargetPat::Array(array)) => {
                for element in array.elems.iter().flatten() {
                    binding_names(element, &mut self.writes);
                }
            }
            AssignTarget::Pat(AssignTargetPat::Object(object)) => {
                object_names(object, &mut self.writes);
            }
            _ => {}
        }
        node.visit_children_with(self);
    }

    fn visit_update_expr(&mut self, node: &UpdateExpr) {
        self.write(&node.arg);
        node.visit_children_with(self);
    }

    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let Callee::Expr(callee) = &node.callee {
            if let (true, Expr::Member(member)) =
                (is_changing_method(callee), unparenthesised(callee))
            {
                self.write(&member.obj);
            }
        }
        node.visit_children_with(self);
    }

    // What looks like a variable and is none

    fn visit_jsx_element_name(&mut self, _: &JSXElementName) {}
    fn visit_ts_expr_with_type_args(&mut self, _: &TsExprWithTypeArgs) {}
    fn visit_ts_type(&mut self, _: &TsType) {}
    fn visit_ts_type_ann(&mut self, _: &TsTypeAnn) {}
    fn visit_ts_interface_decl(&mut self, _: &TsInterfaceDecl) {}
    fn visit_ts_type_alias_decl(&mut self, _: &TsTypeAliasDecl) {}
    fn visit_ts_type_param_decl(&mut self, _: &TsTypeParamDecl) {}
    fn visit_ts_type_param_instantiation(&mut self, _: &TsTypeParamInstantiation) {}
}
