use crate::swc_core::ecma::ast::*;

/// Whether the value of an expression may, by its syntax, be a promise.
pub fn may_be_promise(node: &Expr) -> bool {
    match node {
        Expr::Array(_)
        | Expr::Arrow(_)
        | Expr::Await(_)
        | Expr::Class(_)
        | Expr::Fn(_)
        | Expr::JSXElement(_)
        | Expr::JSXFragment(_)
        | Expr::Lit(_)
        | Expr::MetaProp(_)
        | Expr::Object(_)
        | Expr::Tpl(_)
        | Expr::Unary(_)
        | Expr::Update(_) => false,
        Expr::Bin(node) => match node.op {
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => {
                may_be_promise(&node.left) || may_be_promise(&node.right)
            }
            _ => false,
        },
        Expr::Ident(node) => node.sym != *"undefined",
        Expr::Assign(node) => match node.op {
            AssignOp::Assign => may_be_promise(&node.right),
            // The other assignments compute a number, a string or a bigint.
            AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign => true,
            _ => false,
        },
        Expr::Cond(node) => may_be_promise(&node.cons) || may_be_promise(&node.alt),
        Expr::Seq(node) => node.exprs.last().is_none_or(|last| may_be_promise(last)),
        Expr::Paren(node) => may_be_promise(&node.expr),
        Expr::TsAs(node) => may_be_promise(&node.expr),
        Expr::TsConstAssertion(node) => may_be_promise(&node.expr),
        Expr::TsNonNull(node) => may_be_promise(&node.expr),
        Expr::TsSatisfies(node) => may_be_promise(&node.expr),
        Expr::TsTypeAssertion(node) => may_be_promise(&node.expr),
        _ => true,
    }
}
