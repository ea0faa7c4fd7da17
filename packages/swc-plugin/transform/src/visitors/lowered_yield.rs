use crate::emit::nodes::{unparenthesised, unparenthesised_mut};
use crate::file_state::FileState;
use crate::lowered::helpers::Helpers;
use crate::metadata::{FunctionKind, SiteKind};
use crate::names::qualified_names::Ancestor;
use crate::swc_core::common::{util::take::Take, Span};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::visitors::serialized_functions::visit_arguments;
use crate::walk::Walk;

/// Treats the `yield` of a lowered async function as the `await` that it was. In a lowered async generator,
/// what `yield` gives may be the helper's mark of an `await`.
///
/// ```js
/// __awaiter(this, void 0, void 0, function* () { yield x; });
/// // becomes
/// __awaiter(this, void 0, void 0, function* () {
///   const $f = $c.on ? $c.open($b(1)) : null;
///   try { $c?.resumed($f, yield $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
/// });
/// ```
///
/// ```js
/// __asyncGenerator(this, arguments, function* () { yield __await(x); yield yield __await(y); });
/// // becomes
/// __asyncGenerator(this, arguments, function* () {
///   const $f = $c.on ? $c.open($b(1)) : null;
///   try {
///     $c?.resumed($f, yield __await($c.suspend($f, 0, x)));
///     $c?.resumed($f, yield yield __await($c.pauseAsync($f, 1, y)));
///   } finally { if ($f) $c.close($f); }
/// });
/// ```
pub fn visit_lowered_yield(expr: &mut Expr, file: &mut Walk) {
    let Expr::Yield(node) = expr else { return };
    let Some(lowered) = &file.lowered else { return };
    let helpers = &lowered.helpers;
    let argument = node.arg.as_deref().map(unparenthesised);
    let (kind, operand) = match argument {
        _ if file.frame.kind == FunctionKind::Async => (SiteKind::Await, Operand::Whole),
        Some(argument) if node.delegate => (SiteKind::YieldStar, iterated(argument, helpers)),
        _ if helpers.is_await_in(node) => {
            if is_delegation(node) {
                // `yield __await(yield* …)` of TypeScript: only the inner one was in the source.
                file.within(Ancestor::Opaque, |file| node.visit_mut_children_with(file));
                return;
            }
            (SiteKind::Await, Operand::InCall)
        }
        Some(Expr::Yield(inner)) if helpers.is_await_in(inner) => {
            (SiteKind::Yield, Operand::InYield)
        }
        _ => (SiteKind::Yield, Operand::Whole),
    };
    let span = node.span;
    let is_iteration = kind == SiteKind::Await
        && operand
            .of(node)
            .is_some_and(|operand| lowered.is_iteration(operand));
    let site = if is_iteration {
        // It has become the condition of a loop, and was none.
        let loops = file.frame.loops;
        file.frame.loops = loops.saturating_sub(1);
        let site = file.leave_stack(SiteKind::ForAwait, span);
        file.frame.loops = loops;
        site
    } else {
        file.leave_stack(kind, span)
    };
    wrap_operand(probe_of(kind, file), site, node, operand, file);
    *expr = file.resumed(span, expr.take());
}

/// Treats `return yield …` of a lowered function. An async function that returns what it has awaited
/// returns no promise; an async generator awaits what it returns. Returns whether that is what is returned.
///
/// ```js
/// __asyncGenerator(this, arguments, function* () { return yield __await(x); });
/// // becomes
/// __asyncGenerator(this, arguments, function* () {
///   const $f = $c.on ? $c.open($b(1)) : null;
///   try { return yield __await($c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
/// });
/// ```
pub fn visit_lowered_return(position: Span, value: &mut Expr, file: &mut Walk) -> bool {
    if !file.frame.is_lowered || !file.is_instrumented() {
        return false;
    }
    let Expr::Yield(node) = unparenthesised_mut(value) else {
        return false;
    };
    let lowered = file.lowered.as_ref();
    let awaits = lowered.is_some_and(|lowered| lowered.helpers.is_await_in(node));
    if file.frame.kind == FunctionKind::AsyncGenerator && awaits {
        let site = file.leave_stack(SiteKind::Return, position);
        wrap_operand("suspend", site, node, Operand::InCall, file);
    } else {
        value.visit_mut_with(file);
    }
    true
}

/// Where what was awaited or yielded stands.
#[derive(Clone, Copy)]
enum Operand {
    /// `yield x`
    Whole,
    /// `yield __await(x)`, `yield* delegate(x)`
    InCall,
    /// `yield* delegate(iterator(x))`
    InInnerCall,
    /// `yield yield __await(x)`
    InYield,
}

impl Operand {
    fn of(self, node: &YieldExpr) -> Option<&Expr> {
        let argument = node.arg.as_deref()?;
        match self {
            Self::Whole => Some(argument),
            _ => match unparenthesised(argument) {
                Expr::Call(call) => call.args.first().map(|first| first.expr.as_ref()),
                Expr::New(node) => Some(&node.args.as_ref()?.first()?.expr),
                _ => None,
            },
        }
    }
}

fn iterated(argument: &Expr, helpers: &Helpers) -> Operand {
    match argument {
        Expr::Call(call) => match call.args.first() {
            Some(first) if helpers.is_async_iterator(&first.expr) => Operand::InInnerCall,
            _ => Operand::InCall,
        },
        _ => Operand::Whole,
    }
}

fn is_delegation(node: &YieldExpr) -> bool {
    let awaited = Operand::InCall.of(node).map(unparenthesised);
    matches!(awaited, Some(Expr::Yield(inner)) if inner.delegate)
}

fn probe_of(kind: SiteKind, file: &FileState) -> &'static str {
    match (kind, file.frame.kind) {
        (SiteKind::Yield, _) => "pauseAsync",
        (SiteKind::YieldStar, _) => "delegateAsync",
        _ => "suspend",
    }
}

fn wrap_operand(probe: &str, site: usize, node: &mut YieldExpr, operand: Operand, file: &mut Walk) {
    if matches!(operand, Operand::Whole) {
        file.within(Ancestor::Opaque, |file| node.visit_mut_children_with(file));
        let argument = node.arg.take().map(|argument| *argument);
        node.arg = Some(Box::new(file.site_probe(probe, site, argument).into()));
        return;
    }
    let Some(call) = call_around(operand, node) else {
        return;
    };
    let args = visit_arguments(call, file);
    if let Some(first) = args.and_then(|args| args.first_mut()) {
        let value = *first.expr.take();
        *first.expr = file.site_probe(probe, site, Some(value)).into();
    }
}

/// The call that the operand is an argument of.
fn call_around(operand: Operand, node: &mut YieldExpr) -> Option<&mut Expr> {
    let argument = unparenthesised_mut(node.arg.as_deref_mut()?);
    match (operand, argument) {
        (Operand::InYield, Expr::Yield(inner)) => {
            Some(unparenthesised_mut(inner.arg.as_deref_mut()?))
        }
        (Operand::InInnerCall, Expr::Call(outer)) => {
            Some(unparenthesised_mut(&mut outer.args.first_mut()?.expr))
        }
        (_, call) => Some(call),
    }
}
