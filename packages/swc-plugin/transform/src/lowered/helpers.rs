use crate::emit::nodes::unparenthesised;
use crate::metadata::FunctionKind;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;

/// A generator in whose place there was an async function.
#[derive(Clone, Copy)]
pub struct LoweredGenerator<'a> {
    pub kind: FunctionKind,
    pub node: &'a FnExpr,
}

impl LoweredGenerator<'_> {
    /// What the generator is known by, as long as the tree lives: its function does not move.
    pub fn address(&self) -> usize {
        address_of(&self.node.function)
    }
}

pub fn address_of(function: &Function) -> usize {
    std::ptr::from_ref(function) as usize
}

/// How a helper takes its generator: as its last argument, to run it at once
/// (`return __awaiter(this, void 0, void 0, function* () { … })`), or as its first, to return a function
/// that does (`_asyncToGenerator(function* () { … })`).
enum Taken {
    Last,
    First,
}

/// The helpers of TypeScript and esbuild, then those of Babel and SWC, without underscores and digits.
fn helper(name: &str) -> Option<(FunctionKind, Taken)> {
    match bare(name) {
        "awaiter" | "async" => Some((FunctionKind::Async, Taken::Last)),
        "asyncGenerator" => Some((FunctionKind::AsyncGenerator, Taken::Last)),
        "asyncToGenerator" | "async_to_generator" => Some((FunctionKind::Async, Taken::First)),
        "wrapAsyncGenerator" | "wrap_async_generator" => {
            Some((FunctionKind::AsyncGenerator, Taken::First))
        }
        _ => None,
    }
}

fn bare(name: &str) -> &str {
    name.trim_start_matches('_')
        .trim_end_matches(|char: char| char.is_ascii_digit())
}

/// Whether a file may hold lowered async functions: a text that each file with some has in it.
pub fn may_be_lowered(code: &str) -> bool {
    const TRACES: [&str; 7] = [
        "__awaiter",
        "asyncToGenerator",
        "AsyncToGenerator",
        "asyncGenerator",
        "AsyncGenerator",
        "async_generator",
        "async_to_generator",
    ];
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    TRACES.iter().any(|trace| code.contains(trace))
        || code
            .split("__async")
            .skip(1)
            .any(|after| !after.starts_with(is_word))
}

/// Whether a function or variable of this name is a part of a helper, if the file is lowered.
pub fn is_added_name(name: &str) -> bool {
    let name = name.trim_end_matches(|char: char| char.is_ascii_digit());
    matches!(
        name,
        "__awaiter"
            | "__async"
            | "__await"
            | "__asyncGenerator"
            | "__asyncDelegator"
            | "__asyncValues"
            | "__forAwait"
            | "__yieldStar"
            | "_asyncToGenerator"
            | "asyncToGenerator"
            | "_asyncGeneratorStep"
            | "asyncGeneratorStep"
            | "_asyncIterator"
            | "asyncIterator"
            | "_asyncGeneratorDelegate"
            | "asyncGeneratorDelegate"
            | "_wrapAsyncGenerator"
            | "_awaitAsyncGenerator"
            | "_AsyncGenerator"
            | "AsyncGenerator"
            | "AsyncFromSyncIterator"
            | "_OverloadYield"
            | "_async_to_generator"
            | "_wrap_async_to_generator"
            | "_async_generator"
            | "_wrap_async_generator"
            | "_async_generator_delegate"
            | "_wrap_async_generator_delegate"
            | "_async_iterator"
            | "_wrap_async_iterator"
            | "async_generator_step"
            | "_await_async_generator"
            | "_await_value"
            | "_overload_yield"
    )
}

/// The generator that a call of a helper is given; none for any other expression.
pub fn generator_given_by(expr: &Expr) -> Option<LoweredGenerator<'_>> {
    generator_given_in(unparenthesised(expr).as_call()?).map(|(_, generator)| generator)
}

/// As `generator_given_by`, with the index of the argument.
pub fn generator_given_in(call: &CallExpr) -> Option<(usize, LoweredGenerator<'_>)> {
    let (kind, taken) = helper(name_of_callee(call.callee.as_expr()?)?)?;
    let index = match taken {
        Taken::First => 0,
        Taken::Last => call.args.len().checked_sub(1)?,
    };
    let argument = call
        .args
        .get(index)
        .filter(|argument| argument.spread.is_none())?;
    let node = unparenthesised(&argument.expr).as_fn_expr()?;
    let is_generator = node.function.is_generator && !node.function.is_async;
    is_generator.then_some((index, LoweredGenerator { kind, node }))
}

/// Whether a `yield` is one by which a lowered async generator awaits: `yield __await(x)`.
pub fn is_await_in(node: &YieldExpr) -> bool {
    !node.delegate
        && node
            .arg
            .as_ref()
            .is_some_and(|argument| is_await_mark(argument))
}

/// `__await(x)`
pub fn is_await_mark(argument: &Expr) -> bool {
    let callee = match unparenthesised(argument) {
        Expr::Call(call) => call.callee.as_expr(),
        Expr::New(node) => Some(&node.callee),
        _ => None,
    };
    let name = callee.and_then(|callee| name_of_callee(callee));
    name.is_some_and(|name| {
        matches!(
            bare(name),
            "await" | "awaitAsyncGenerator" | "await_async_generator"
        )
    })
}

/// Whether an expression is the iterator of a lowered `for await`.
pub fn is_async_iterator(expr: &Expr) -> bool {
    let name = match unparenthesised(expr) {
        Expr::Call(CallExpr {
            callee: Callee::Expr(callee),
            ..
        }) => name_of_callee(callee),
        _ => None,
    };
    name.is_some_and(|name| {
        matches!(
            bare(name),
            "asyncValues" | "asyncIterator" | "async_iterator" | "forAwait"
        )
    })
}

/// The name of a function that is called in one of the ways in which helpers are: `f()`, `tslib.f()`,
/// `(0, tslib.f)()`, and `(0, f.default)()` or `(0, f._)()` for a module that exports nothing else.
fn name_of_callee(callee: &Expr) -> Option<&Atom> {
    match unparenthesised(callee) {
        Expr::Seq(sequence) => name_of_callee(sequence.exprs.last()?),
        Expr::Ident(name) => Some(&name.sym),
        Expr::Member(MemberExpr {
            obj,
            prop: MemberProp::Ident(property),
            ..
        }) => match unparenthesised(obj) {
            Expr::Ident(object) if matches!(property.sym.as_str(), "default" | "_") => {
                Some(&object.sym)
            }
            _ => Some(&property.sym),
        },
        _ => None,
    }
}
