use crate::emit::nodes::{unnamed, unnamed_element, unparenthesised};
use crate::metadata::{FunctionKind, SiteKind};
use crate::names::qualified_names::Ancestor;
use crate::swc_core::common::{util::take::Take, Span, Spanned};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::visitors::lowered_yield::{visit_lowered_return, visit_lowered_yield};
use crate::visitors::program::exit_before_return;
use crate::visitors::promises::may_be_promise;
use crate::walk::Walk;

/// ```js
/// await x
/// // becomes
/// $c?.resumed($f, await $c.suspend($f, 0, x))
/// ```
pub fn visit_await_expression(expr: &mut Expr, file: &mut Walk) {
    let Expr::Await(node) = expr else { return };
    let site = file
        .is_instrumented()
        .then(|| file.leave_stack(SiteKind::Await, node.span));
    file.within(Ancestor::Opaque, |file| node.visit_mut_children_with(file));
    let Some(site) = site else { return };
    let argument = *node.arg.take();
    *node.arg = file.site_probe("suspend", site, Some(argument)).into();
    let span = node.span;
    *expr = file.resumed(span, expr.take());
}

/// ```js
/// yield x;
/// yield* y;
/// // becomes, in a generator
/// $c?.resumed($f, yield $c.pause($f, 0, x));
/// $c?.resumed($f, yield* [$c.delegate($f, 1, y)]?.[0]);
/// // and in an async generator
/// $c?.resumed($f, yield $c.pauseAsync($f, 0, x));
/// $c?.resumed($f, yield* [$c.delegateAsync($f, 1, y)]?.[0]);
/// ```
pub fn visit_yield_expression(expr: &mut Expr, file: &mut Walk) {
    if file.frame.is_lowered && file.is_instrumented() {
        visit_lowered_yield(expr, file);
        return;
    }
    let Expr::Yield(node) = expr else { return };
    let kind = if node.delegate {
        SiteKind::YieldStar
    } else {
        SiteKind::Yield
    };
    let site = file
        .is_instrumented()
        .then(|| file.leave_stack(kind, node.span));
    file.within(Ancestor::Opaque, |file| node.visit_mut_children_with(file));
    let Some(site) = site else { return };
    let name = match (node.delegate, file.frame.kind) {
        (true, FunctionKind::AsyncGenerator) => "delegateAsync",
        (true, _) => "delegate",
        (false, FunctionKind::AsyncGenerator) => "pauseAsync",
        (false, _) => "pause",
    };
    let argument = node.arg.take().map(|argument| *argument);
    let argument = file.site_probe(name, site, argument).into();
    let argument = if node.delegate {
        unnamed(argument)
    } else {
        argument
    };
    node.arg = Some(Box::new(argument));
    let span = node.span;
    *expr = file.resumed(span, expr.take());
}

/// Visits what is spread.
///
/// ```js
/// [...await x]
/// // becomes
/// [...[$c?.resumed($f, await $c.suspend($f, 0, x))][0]]
/// ```
pub fn visit_spread(value: &mut Box<Expr>, file: &mut Walk) {
    file.frame.is_busy = true;
    let suspends = matches!(unparenthesised(value), Expr::Await(_) | Expr::Yield(_));
    file.within(Ancestor::Opaque, |file| value.visit_mut_with(file));
    if suspends && unparenthesised(value).is_opt_chain() {
        **value = unnamed_element(*value.take());
    }
}

/// ```js
/// return x;
/// // becomes, in an async function
/// return $c.returned($f, 0, x);
/// // and in an async generator, where the language awaits what is returned
/// return $c.suspend($f, 0, x);
/// ```
pub fn visit_return_statement(stmt: &mut Stmt, file: &mut Walk) {
    let Stmt::Return(node) = stmt else { return };
    let span = node.span;
    if let Some(value) = &mut node.arg {
        file.within(Ancestor::Returned, |file| visit_returned(span, value, file));
    }
    if file.frame.kind == FunctionKind::Module {
        exit_before_return(stmt, file);
    }
}

/// Visits the value that is returned, and puts what takes its place there.
pub fn visit_returned(position: Span, value: &mut Box<Expr>, file: &mut Walk) {
    if visit_lowered_return(position, value, file) {
        return;
    }
    let site = match file.frame.kind {
        _ if !file.is_instrumented() => None,
        // A helper awaits after the generator has ended.
        FunctionKind::AsyncGenerator if file.frame.is_lowered => None,
        FunctionKind::AsyncGenerator => {
            Some(("suspend", file.leave_stack(SiteKind::Return, position)))
        }
        FunctionKind::Async if may_be_promise(value) => {
            file.frame.returns += 1;
            Some(("returned", file.add_site(SiteKind::Return, position)))
        }
        _ => None,
    };
    value.visit_mut_with(file);
    let Some((name, site)) = site else { return };
    let span = unparenthesised(value).span();
    let returned = *value.take();
    **value = CallExpr {
        span,
        ..file.site_probe(name, site, Some(returned))
    }
    .into();
}
