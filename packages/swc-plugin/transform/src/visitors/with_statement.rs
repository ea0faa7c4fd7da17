use crate::file_state::FileState;
use crate::names::qualified_names::Ancestor;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitMutWith, VisitWith};
use crate::walk::Walk;

/// Inside a `with`, a name is looked up on the user's object first, which a proxy would see. So no
/// function in it is instrumented, nor a coroutine that may suspend in it.
pub fn visit_with_statement(node: &mut WithStmt, file: &mut Walk) {
    file.within(Ancestor::Opaque, |file| node.obj.visit_mut_with(file));
    file.ignoring += 1;
    node.body.visit_mut_with(file);
    file.ignoring -= 1;
}

/// Whether a function, or what else is given, has a `with` of its own.
pub fn has_with_statement<N: VisitWith<WithStatements>>(file: &FileState, node: &N) -> bool {
    if !file.has_with {
        return false;
    }
    let mut finder = WithStatements { found: false };
    node.visit_children_with(&mut finder);
    finder.found
}

pub struct WithStatements {
    found: bool,
}

/// Functions in the function are looked at on their own account.
impl Visit for WithStatements {
    fn visit_with_stmt(&mut self, _: &WithStmt) {
        self.found = true;
    }

    fn visit_function(&mut self, _: &Function) {}
    fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
    fn visit_constructor(&mut self, _: &Constructor) {}
    fn visit_getter_prop(&mut self, _: &GetterProp) {}
    fn visit_setter_prop(&mut self, _: &SetterProp) {}
}
