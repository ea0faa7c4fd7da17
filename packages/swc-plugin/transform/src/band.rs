//! What differs between the trees of the two bands of SWC.

use crate::swc_core::common::Span;
#[cfg(feature = "swc-1-15")]
use crate::swc_core::common::SyntaxContext;
use crate::swc_core::ecma::ast::*;

#[cfg(not(feature = "swc-1-15"))]
pub use crate::swc_core::ecma::ast::{ArrowFunctionBody as ArrowBody, FunctionBody as Body};
#[cfg(feature = "swc-1-15")]
pub use crate::swc_core::ecma::ast::{BlockStmt as Body, BlockStmtOrExpr as ArrowBody};

/// The braced body of a function.
#[cfg(feature = "swc-1-15")]
pub fn body_of(span: Span, stmts: Vec<Stmt>) -> Body {
    let ctxt = SyntaxContext::empty();
    Body { span, ctxt, stmts }
}
#[cfg(not(feature = "swc-1-15"))]
pub fn body_of(span: Span, stmts: Vec<Stmt>) -> Body {
    Body { span, stmts }
}

/// The statements of an arrow function's body; none where it is an expression.
#[cfg(feature = "swc-1-15")]
pub fn arrow_body(body: &ArrowBody) -> Option<&Body> {
    match body {
        ArrowBody::BlockStmt(block) => Some(block),
        _ => None,
    }
}
#[cfg(not(feature = "swc-1-15"))]
pub fn arrow_body(body: &ArrowBody) -> Option<&Body> {
    match body {
        ArrowBody::FunctionBody(block) => Some(block),
        _ => None,
    }
}

/// The body of an arrow function.
pub fn body_of_arrow(node: &ArrowExpr) -> crate::body::Body<'_> {
    match (arrow_body(&node.body), node.body.as_ref()) {
        (None, ArrowBody::Expr(value)) => crate::body::Body::Value(value),
        (body, _) => crate::body::Body::Statements(body.map_or(&[], |body| &body.stmts)),
    }
}

/// As `arrow_body`, to be changed.
#[cfg(feature = "swc-1-15")]
pub fn arrow_body_mut(body: &mut ArrowBody) -> Option<&mut Body> {
    match body {
        ArrowBody::BlockStmt(block) => Some(block),
        _ => None,
    }
}
#[cfg(not(feature = "swc-1-15"))]
pub fn arrow_body_mut(body: &mut ArrowBody) -> Option<&mut Body> {
    match body {
        ArrowBody::FunctionBody(block) => Some(block),
        _ => None,
    }
}

/// The statements of a getter.
#[cfg(feature = "swc-1-15")]
pub fn getter_stmts(node: &GetterProp) -> Option<&[Stmt]> {
    node.body.as_ref().map(|body| body.stmts.as_slice())
}
#[cfg(not(feature = "swc-1-15"))]
pub fn getter_stmts(node: &GetterProp) -> Option<&[Stmt]> {
    let body = node.function.body.as_ref();
    body.map(|body| body.stmts.as_slice())
}

/// The body of a getter.
#[cfg(feature = "swc-1-15")]
pub fn getter_body(node: &mut GetterProp) -> Option<&mut Body> {
    node.body.as_mut()
}
#[cfg(not(feature = "swc-1-15"))]
pub fn getter_body(node: &mut GetterProp) -> Option<&mut Body> {
    node.function.body.as_mut()
}

/// The parameter of a setter and its body.
#[cfg(feature = "swc-1-15")]
pub fn setter_parts(node: &mut SetterProp) -> (Option<&mut Pat>, Option<&mut Body>) {
    (Some(node.param.as_mut()), node.body.as_mut())
}
#[cfg(not(feature = "swc-1-15"))]
pub fn setter_parts(node: &mut SetterProp) -> (Option<&mut Pat>, Option<&mut Body>) {
    let function = node.function.as_mut();
    let param = function.params.first_mut().map(|param| &mut param.pat);
    (param, function.body.as_mut())
}

/// The parameter of a setter, where it is not that of a function in the tree.
#[cfg(feature = "swc-1-15")]
pub fn setter_param(node: &SetterProp) -> Option<&Pat> {
    Some(node.param.as_ref())
}
#[cfg(not(feature = "swc-1-15"))]
pub fn setter_param(_: &SetterProp) -> Option<&Pat> {
    None
}
