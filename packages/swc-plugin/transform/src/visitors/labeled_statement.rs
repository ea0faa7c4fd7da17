use crate::swc_core::common::{util::take::Take, Span};
use crate::swc_core::ecma::ast::{Ident, LabeledStmt, Stmt};
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::visitors::iteration::visit_for_of_statement;
use crate::walk::Walk;

/// The labels before a statement, outermost first.
#[derive(Default)]
pub struct Labels(Vec<(Span, Ident)>);

impl Labels {
    /// A statement with the labels before it.
    pub fn put_before(self, stmt: Stmt) -> Stmt {
        self.0.into_iter().rev().fold(stmt, |body, (span, label)| {
            Stmt::Labeled(LabeledStmt {
                span,
                label,
                body: Box::new(body),
            })
        })
    }
}

/// What goes around a loop goes around its labels too, or `continue` would lose its target. So the
/// labels are handed on to the loop, which answers for the whole.
pub fn visit_labeled_statement(node: &mut LabeledStmt, file: &mut Walk) -> Stmt {
    let mut labels = Labels::default();
    let mut body = take_label(node, &mut labels);
    loop {
        match body {
            Stmt::Labeled(mut inner) => body = take_label(&mut inner, &mut labels),
            Stmt::ForOf(node) => return visit_for_of_statement(node, labels, file),
            mut other => {
                other.visit_mut_with(file);
                return labels.put_before(other);
            }
        }
    }
}

fn take_label(node: &mut LabeledStmt, labels: &mut Labels) -> Stmt {
    labels.0.push((node.span, node.label.clone()));
    *node.body.take()
}
