use crate::emit::nodes::{call, if_statement, member, statement};
use crate::file_state::FileState;
use crate::swc_core::ecma::ast::Stmt;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::walk::Walk;

/// A leaf takes less time than reading the clock does: its calls are counted, its time is its
/// caller's. No `try` is needed, since nothing is to be undone.
///
/// ```js
/// (a, b) => a - b
/// // becomes
/// (a, b) => { if ($c.on) $c.count($b(1)); return a - b; }
/// ```
pub fn count_calls(record: usize, file: &FileState) -> Stmt {
    let count = call(
        member(file.probes(), "count"),
        vec![file.function_id(record)],
    );
    if_statement(file.is_on(), statement(count))
}

/// For the constructs that a leaf does not have, loops and suspensions aside.
pub fn visit_non_leaf<'a, N: VisitMutWith<Walk<'a>>>(node: &mut N, file: &mut Walk<'a>) {
    file.frame.is_busy = true;
    node.visit_mut_children_with(file);
}
