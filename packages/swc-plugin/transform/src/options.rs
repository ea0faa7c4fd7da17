use crate::metadata::FunctionKind;

/// How emitted code reaches the probes; see docs/emitted-code.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuntimeAccess {
    Import,
    Require,
    Global,
}

/// What becomes of functions without calls, loops or suspensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    Count,
    Time,
    Skip,
}

#[derive(Clone, Debug)]
pub struct Options {
    /// Path of the source as reports are to show it.
    pub filename: String,
    /// Default: `Import` in a module, `Require` in CommonJS, `Global` in a script.
    pub runtime: Option<RuntimeAccess>,
    /// Specifier of the module that holds the probes.
    pub runtime_module: String,
    pub leaves: Leaves,
    /// The kinds of function to instrument.
    pub kinds: Vec<FunctionKind>,
    /// Whether `Function.prototype.toString` gives the original text of functions and classes.
    pub source_text: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            filename: "unknown".into(),
            runtime: None,
            runtime_module: "@coroscope/runtime".into(),
            leaves: Leaves::Count,
            kinds: vec![
                FunctionKind::Module,
                FunctionKind::Function,
                FunctionKind::Async,
                FunctionKind::Generator,
                FunctionKind::AsyncGenerator,
            ],
            source_text: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceType {
    Module,
    CommonJs,
    Script,
}

impl Options {
    /// Only a module can import; what else wants to, requires.
    pub fn runtime_access(&self, source_type: SourceType) -> RuntimeAccess {
        match (source_type, self.runtime) {
            (SourceType::Module, wanted) => wanted.unwrap_or(RuntimeAccess::Import),
            (_, Some(RuntimeAccess::Import)) => RuntimeAccess::Require,
            (_, Some(wanted)) => wanted,
            (SourceType::CommonJs, None) => RuntimeAccess::Require,
            (SourceType::Script, None) => RuntimeAccess::Global,
        }
    }
}
