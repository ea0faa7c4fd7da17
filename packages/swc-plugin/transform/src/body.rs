use crate::swc_core::ecma::ast::{Expr, ModuleItem, Stmt};

/// The body of a function or a file, as it was written.
#[derive(Clone, Copy)]
pub enum Body<'a> {
    Program(&'a [ModuleItem]),
    Statements(&'a [Stmt]),
    /// What an arrow function returns.
    Value(&'a Expr),
}
