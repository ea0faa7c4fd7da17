use crate::emit::nodes::{
    call, conditional, if_statement, member, null, number, statement, var_decl,
};
use crate::file_state::FileState;
use crate::metadata::FunctionKind;
use crate::swc_core::ecma::ast::{Expr, Stmt, VarDecl, VarDeclKind};

impl FileState<'_> {
    /// The first statement of an activation.
    ///
    /// ```js
    /// const $f = $c.on ? $c.enter($b(1)) : 0;
    /// const $f = $c.on ? $c.open($b(1)) : null; // where it can suspend
    /// ```
    pub fn begin(&self, record: usize, kind: VarDeclKind) -> VarDecl {
        let coroutine = self.is_coroutine();
        let name = match (self.frame.kind, coroutine) {
            (FunctionKind::Module, true) => "openModule",
            (FunctionKind::Module, false) => "enterModule",
            (_, true) => "open",
            (_, false) => "enter",
        };
        let opened = call(member(self.probes(), name), vec![self.function_id(record)]);
        let off = if coroutine { null() } else { number(0) };
        let value = conditional(self.is_on(), opened.into(), off);
        var_decl(kind, self.handle(), Some(value))
    }

    /// The last: `if ($f) $c.exit($f);` or `if ($f) $c.close($f);`
    pub fn end(&self) -> Stmt {
        if_statement(Expr::Ident(self.handle()), statement(self.end_call()))
    }

    pub fn end_call(&self) -> Expr {
        self.probe(if self.is_coroutine() { "close" } else { "exit" }, [])
            .into()
    }

    /// Whether an activation of the function being walked is an object rather than a depth.
    fn is_coroutine(&self) -> bool {
        match self.frame.kind {
            FunctionKind::Module => self.frame.suspensions > 0,
            kind => kind != FunctionKind::Function,
        }
    }
}
