use crate::metadata::FunctionKind;

/// What a function by which compilers lower async functions is for, by the name that it has with one of
/// them: those that run a generator, the mark of an `await` in an async generator, and what gives the
/// iterator of a `for await`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HelperRole {
    Awaiter,
    AsyncToGenerator,
    AsyncGenerator,
    WrapAsyncGenerator,
    Await,
    AsyncValues,
}

/// How a helper takes its generator: as its last argument, to run it at once
/// (`return __awaiter(this, void 0, void 0, function* () { … })`), or as its first, to return a function
/// that does (`_asyncToGenerator(function* () { … })`).
#[derive(Clone, Copy)]
pub enum Taken {
    Last,
    First,
}

impl HelperRole {
    /// None for a role in which no generator is run.
    pub fn runner(self) -> Option<(FunctionKind, Taken)> {
        match self {
            Self::Awaiter => Some((FunctionKind::Async, Taken::Last)),
            Self::AsyncToGenerator => Some((FunctionKind::Async, Taken::First)),
            Self::AsyncGenerator => Some((FunctionKind::AsyncGenerator, Taken::Last)),
            Self::WrapAsyncGenerator => Some((FunctionKind::AsyncGenerator, Taken::First)),
            Self::Await | Self::AsyncValues => None,
        }
    }
}

/// What a helper, or the variable of its module, is called by: bundlers add to the name.
pub fn role_by_name(name: &str) -> Option<HelperRole> {
    let name = without_additions(name);
    match name {
        "__awaiter" | "__async" => return Some(HelperRole::Awaiter),
        "__asyncGenerator" => return Some(HelperRole::AsyncGenerator),
        "__asyncValues" | "__forAwait" => return Some(HelperRole::AsyncValues),
        _ => {}
    }
    match name.trim_start_matches('_') {
        "asyncToGenerator" | "async_to_generator" => Some(HelperRole::AsyncToGenerator),
        "wrapAsyncGenerator" | "wrap_async_generator" => Some(HelperRole::WrapAsyncGenerator),
        "await" if name.starts_with("__") => Some(HelperRole::Await),
        "awaitAsyncGenerator" | "await_async_generator" => Some(HelperRole::Await),
        "asyncIterator" | "async_iterator" => Some(HelperRole::AsyncValues),
        _ => None,
    }
}

/// `import_asyncToGenerator`, `__awaiter$1`,
/// `_babel_runtime_helpers_asyncToGenerator__WEBPACK_IMPORTED_MODULE_0__`
fn without_additions(name: &str) -> &str {
    let of_module = name
        .split_once("__WEBPACK_IMPORTED_MODULE_")
        .and_then(|(path, _)| {
            let (_, helper) = path.rsplit_once("helpers_")?;
            let helper = helper.trim_start_matches('_');
            Some(helper.strip_prefix("esm_").unwrap_or(helper))
        });
    let name = of_module.unwrap_or(name);
    let name = name.strip_prefix("import_").unwrap_or(name);
    let bare = name.trim_end_matches(|char: char| char.is_ascii_digit());
    match bare.strip_suffix(['$', '_']) {
        Some(shorter) if bare.len() < name.len() => shorter,
        _ => bare,
    }
}
