use crate::names::qualified_names::{key_name, private_name, Ancestor};
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::walk::Walk;

pub fn visit_class(name: Option<Atom>, node: &mut Class, file: &mut Walk) {
    file.frame.is_busy = true;
    file.within(Ancestor::Opaque, |file| {
        node.decorators.visit_mut_with(file);
        node.super_class.visit_mut_with(file);
    });
    let mark = file.source_mark(node.span, node);
    file.enter_class(mark);
    file.within(Ancestor::Class(name), |file| node.body.visit_mut_with(file));
    let mark = file.leave_class();
    file.mark_class(node, mark);
}

pub fn visit_class_property(node: &mut ClassProp, file: &mut Walk) {
    node.decorators.visit_mut_with(file);
    node.key.visit_mut_with(file);
    let name = key_name(&node.key);
    file.within(Ancestor::property(name), |file| {
        node.value.visit_mut_with(file)
    });
}

pub fn visit_private_property(node: &mut PrivateProp, file: &mut Walk) {
    node.decorators.visit_mut_with(file);
    let name = private_name(&node.key);
    file.within(Ancestor::variable(Some(name)), |file| {
        node.value.visit_mut_with(file)
    });
}

pub fn visit_accessor_property(node: &mut AutoAccessor, file: &mut Walk) {
    node.decorators.visit_mut_with(file);
    let name = match &mut node.key {
        Key::Private(key) => private_name(key),
        Key::Public(key) => {
            key.visit_mut_with(file);
            key_name(key)
        }
        _ => return,
    };
    file.within(Ancestor::variable(Some(name)), |file| {
        node.value.visit_mut_with(file)
    });
}
