use crate::names::qualified_names::{assigned_name, is_method_of_function, Ancestor};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::visitors::function::visit_arrow_function;
use crate::visitors::lowered_function::is_helper_assigned;
use crate::visitors::non_leaf::visit_non_leaf;
use crate::visitors::serialized_functions::{visit_call, visit_new, visit_optional_call};
use crate::visitors::suspensions::{visit_await_expression, visit_yield_expression};
use crate::walk::Walk;

/// Rewrites an expression, and says what becomes of the values in it, for the names of functions.
pub fn visit_expression(expr: &mut Expr, file: &mut Walk) {
    match expr {
        Expr::Ident(_) | Expr::Lit(_) | Expr::This(_) => {}
        Expr::Arrow(node) => visit_arrow_function(node, file),
        Expr::Fn(_) | Expr::Class(_) | Expr::JSXElement(_) => expr.visit_mut_children_with(file),
        Expr::Await(_) => visit_await_expression(expr, file),
        Expr::Yield(_) => visit_yield_expression(expr, file),
        Expr::Call(node) => visit_call(node, file),
        Expr::New(node) => visit_new(node, file),
        Expr::OptChain(node) => match node.base.as_mut() {
            OptChainBase::Call(call) => visit_optional_call(call, file),
            _ => file.within(Ancestor::Opaque, |file| node.visit_mut_children_with(file)),
        },
        Expr::TaggedTpl(node) => {
            let around = Ancestor::tagged_template(&node.tag);
            file.within(around, |file| visit_non_leaf(node, file));
        }
        Expr::JSXFragment(node) => file.within(Ancestor::Opaque, |file| visit_non_leaf(node, file)),
        Expr::Member(_) if is_method_of_function(expr) => {
            file.within(Ancestor::Transparent, |file| {
                expr.visit_mut_children_with(file)
            });
        }
        Expr::Paren(node) => node.expr.visit_mut_with(file),
        Expr::Object(node) => {
            file.within(Ancestor::Object, |file| node.visit_mut_children_with(file))
        }
        Expr::Assign(node) => visit_assignment(node, file),
        Expr::Cond(node) => {
            file.within(Ancestor::Opaque, |file| node.test.visit_mut_with(file));
            file.within(Ancestor::Transparent, |file| {
                node.cons.visit_mut_with(file);
                node.alt.visit_mut_with(file);
            });
        }
        Expr::Seq(node) => {
            let Some((last, others)) = node.exprs.split_last_mut() else {
                return;
            };
            file.within(Ancestor::Opaque, |file| {
                others
                    .iter_mut()
                    .for_each(|other| other.visit_mut_with(file));
            });
            file.within(Ancestor::Transparent, |file| last.visit_mut_with(file));
        }
        _ => {
            let around = if is_transparent(expr) {
                Ancestor::Transparent
            } else {
                Ancestor::Opaque
            };
            file.within(around, |file| expr.visit_mut_children_with(file));
        }
    }
}

/// Whether the values of its children are the value of an expression, or what it holds.
fn is_transparent(expr: &Expr) -> bool {
    match expr {
        Expr::Array(_)
        | Expr::Tpl(_) // styled.button`${(props) => props.color}`
        | Expr::TsAs(_)
        | Expr::TsConstAssertion(_)
        | Expr::TsNonNull(_)
        | Expr::TsSatisfies(_)
        | Expr::TsTypeAssertion(_) => true,
        Expr::Bin(node) => matches!(
            node.op,
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing
        ),
        _ => false,
    }
}

fn visit_assignment(node: &mut AssignExpr, file: &mut Walk) {
    file.within(Ancestor::Opaque, |file| node.left.visit_mut_with(file));
    if is_helper_assigned(node, file) {
        return;
    }
    if !matches!(
        node.right.as_ref(),
        Expr::Ident(_) | Expr::Lit(_) | Expr::Member(_)
    ) {
        let name = assigned_name(node);
        file.within(Ancestor::variable(name), |file| {
            node.right.visit_mut_with(file)
        });
        return;
    }
    node.right.visit_mut_with(file);
}
