use crate::emit::nodes::unparenthesised;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};

const TRACES: [&str; 4] = ["__generator", "_ts_generator", "regenerator", "Regenerator"];

/// Whether generators have been compiled to state machines, as for ES5, in which no `yield` or `await` is
/// left to be seen: by `__generator` of TypeScript, `_ts_generator` of SWC, or regenerator.
pub fn holds_state_machines(program: &Program, code: &str) -> bool {
    if !TRACES.iter().any(|trace| code.contains(trace)) {
        return false;
    }
    let mut finder = StateMachines { found: false };
    program.visit_with(&mut finder);
    finder.found
}

struct StateMachines {
    found: bool,
}

impl Visit for StateMachines {
    fn visit_call_expr(&mut self, node: &CallExpr) {
        self.found |= is_state_machine(node);
        if !self.found {
            node.visit_children_with(self);
        }
    }
}

/// `__generator(this, function (_a) { … })`, `_regenerator().w(function (_context) { … })`
fn is_state_machine(node: &CallExpr) -> bool {
    let is_function = |argument: &ExprOrSpread| {
        matches!(
            unparenthesised(&argument.expr),
            Expr::Fn(_) | Expr::Arrow(_)
        )
    };
    let Callee::Expr(callee) = &node.callee else {
        return false;
    };
    node.args.iter().any(is_function)
        && match last_of_sequence(callee) {
            Expr::Ident(name) => is_runner(&name.sym),
            Expr::Member(MemberExpr {
                obj,
                prop: MemberProp::Ident(property),
                ..
            }) => {
                is_runner(&property.sym)
                    // Of regenerator, and what newer versions of Babel call them.
                    || (matches!(property.sym.as_str(), "mark" | "wrap" | "m" | "w")
                        && is_regenerator(obj))
            }
            _ => false,
        }
}

/// `regeneratorRuntime`, `_regenerator()`, `_regenerator2.default`, `(0, _regenerator2.default)()`
fn is_regenerator(expr: &Expr) -> bool {
    match last_of_sequence(expr) {
        Expr::Ident(name) => matches!(
            without_digits(&name.sym).trim_start_matches('_'),
            "regenerator" | "regeneratorRuntime"
        ),
        Expr::Call(CallExpr {
            callee: Callee::Expr(callee),
            ..
        }) => is_regenerator(callee),
        Expr::Member(member) => is_regenerator(&member.obj),
        _ => false,
    }
}

fn is_runner(name: &str) -> bool {
    matches!(without_digits(name), "__generator" | "_ts_generator")
}

fn without_digits(name: &str) -> &str {
    name.trim_end_matches(|char: char| char.is_ascii_digit())
}

fn last_of_sequence(expr: &Expr) -> &Expr {
    match unparenthesised(expr) {
        Expr::Seq(sequence) => sequence
            .exprs
            .last()
            .map_or(expr, |last| last_of_sequence(last)),
        expr => expr,
    }
}
