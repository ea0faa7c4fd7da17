use std::collections::HashSet;

use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// The names that a pattern or a parameter binds, added to `names`.
pub fn binding_names(pattern: &Pat, names: &mut HashSet<Atom>) {
    match pattern {
        Pat::Ident(ident) => {
            names.insert(ident.id.sym.clone());
        }
        Pat::Array(array) => {
            for element in array.elems.iter().flatten() {
                binding_names(element, names);
            }
        }
        Pat::Object(object) => object_names(object, names),
        Pat::Assign(assign) => binding_names(&assign.left, names),
        Pat::Rest(rest) => binding_names(&rest.arg, names),
        _ => {}
    }
}

/// As `binding_names`, for the pattern of an object.
pub fn object_names(object: &ObjectPat, names: &mut HashSet<Atom>) {
    for property in &object.props {
        match property {
            ObjectPatProp::KeyValue(property) => binding_names(&property.value, names),
            ObjectPatProp::Assign(property) => {
                names.insert(property.key.id.sym.clone());
            }
            ObjectPatProp::Rest(rest) => binding_names(&rest.arg, names),
            _ => {}
        }
    }
}

/// As `binding_names`, for a parameter of a constructor.
pub fn parameter_names(param: &ParamOrTsParamProp, names: &mut HashSet<Atom>) {
    match param {
        ParamOrTsParamProp::Param(param) => binding_names(&param.pat, names),
        ParamOrTsParamProp::TsParamProp(property) => match &property.param {
            TsParamPropParam::Ident(name) => {
                names.insert(name.id.sym.clone());
            }
            TsParamPropParam::Assign(assign) => binding_names(&assign.left, names),
            _ => {}
        },
        _ => {}
    }
}

pub fn names_of_declarators(declarators: &[VarDeclarator], names: &mut HashSet<Atom>) {
    for declarator in declarators {
        binding_names(&declarator.name, names);
    }
}

/// Whether an expression holds one of the names.
pub fn mentions(expr: &Expr, names: &HashSet<Atom>) -> bool {
    let mut mentions = Mentions {
        names,
        found: false,
    };
    expr.visit_with(&mut mentions);
    mentions.found
}

struct Mentions<'a> {
    names: &'a HashSet<Atom>,
    found: bool,
}

impl Visit for Mentions<'_> {
    fn visit_ident(&mut self, node: &Ident) {
        self.found |= self.names.contains(&node.sym);
    }

    fn visit_ident_name(&mut self, node: &IdentName) {
        self.found |= self.names.contains(&node.sym);
    }
}
