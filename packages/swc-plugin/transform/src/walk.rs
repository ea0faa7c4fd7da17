use crate::file_state::FileState;
use crate::swc_core::common::BytePos;

/// The walk over one file: what is done at each type of node is in `rewritings`.
pub type Walk<'a> = FileState<'a>;

impl Walk<'_> {
    /// Visits what begins at a position, and leaves it alone where a hint says so.
    pub fn visit(&mut self, start: BytePos, visit: impl FnOnce(&mut Self)) {
        let is_ignored = self.hints.as_ref().is_some_and(|hints| {
            self.positions
                .offset(start)
                .is_some_and(|offset| hints.precede(offset))
        });
        self.ignoring += usize::from(is_ignored);
        visit(self);
        self.ignoring -= usize::from(is_ignored);
    }
}
