//! The calls of probes; docs/emitted-code.md lists them.

pub mod nodes;
pub mod source_mark;

use crate::file_state::FileState;
use crate::metadata::FunctionKind;
use crate::swc_core::common::Span;
use crate::swc_core::ecma::ast::{CallExpr, Expr, Ident, Stmt};
use nodes::{call, ident, member, number, optional_call, statement};

impl FileState<'_> {
    /// The name of the running activation: that of the function, or of the file's own body.
    pub fn handle(&self) -> Ident {
        let name = match self.frame.kind {
            FunctionKind::Module => &self.names.module_handle,
            _ => &self.names.handle,
        };
        ident(name, self.frame.ctxt)
    }

    /// `$c`
    pub fn probes(&self) -> Expr {
        Expr::Ident(self.names.probes.clone())
    }

    /// `$c.probe($f, …)`
    pub fn probe(&self, name: &str, args: impl IntoIterator<Item = Expr>) -> CallExpr {
        let mut all = vec![Expr::Ident(self.handle())];
        all.extend(args);
        call(member(self.probes(), name), all)
    }

    /// `$c?.probe($f, …)`. V8 names the callee of a call in messages, but calls an optional one
    /// `(intermediate value)`, as it does an `await` or a `yield`.
    pub fn unnamed_probe(
        &self,
        span: Span,
        name: &str,
        args: impl IntoIterator<Item = Expr>,
    ) -> Expr {
        let mut all = vec![Expr::Ident(self.handle())];
        all.extend(args);
        optional_call(span, self.probes(), name, all)
    }

    /// `$c?.resumed($f, value)`, where the value stood, for coverage and stack traces.
    pub fn resumed(&self, span: Span, value: Expr) -> Expr {
        self.unnamed_probe(span, "resumed", [value])
    }

    /// `$c?.destructure($f, value)`: the activation resumes before the iterator of `value` is closed.
    pub fn destructure(&self, span: Span, value: Expr) -> Expr {
        self.unnamed_probe(span, "destructure", [value])
    }

    /// `$c.probe($f, site, value)`
    pub fn site_probe(&self, name: &str, site: usize, value: Option<Expr>) -> CallExpr {
        self.probe(name, [number(site)].into_iter().chain(value))
    }

    /// `$c.resume($f);`
    pub fn resume(&self) -> Stmt {
        statement(self.probe("resume", []))
    }

    /// `$b(index)`
    pub fn function_id(&self, record: usize) -> Expr {
        call(Expr::Ident(self.names.base.clone()), vec![number(record)]).into()
    }

    /// `$c.on`
    pub fn is_on(&self) -> Expr {
        member(self.probes(), "on")
    }
}
