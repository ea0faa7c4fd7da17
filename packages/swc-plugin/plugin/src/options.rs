use coroscope_swc_transform::{FunctionKind, Leaves, Options, RuntimeAccess};
use serde_json::{Map, Value};

use crate::selection::Selection;

const KNOWN: [&str; 10] = [
    "include",
    "exclude",
    "extension",
    "cwd",
    "runtime",
    "runtimeModule",
    "leaves",
    "kinds",
    "modules",
    "sourceText",
];

const RUNTIMES: [(&str, RuntimeAccess); 3] = [
    ("import", RuntimeAccess::Import),
    ("require", RuntimeAccess::Require),
    ("global", RuntimeAccess::Global),
];

const LEAVES: [(&str, Leaves); 3] = [
    ("count", Leaves::Count),
    ("time", Leaves::Time),
    ("skip", Leaves::Skip),
];

const KINDS: [(&str, FunctionKind); 5] = [
    ("module", FunctionKind::Module),
    ("function", FunctionKind::Function),
    ("async", FunctionKind::Async),
    ("generator", FunctionKind::Generator),
    ("asyncGenerator", FunctionKind::AsyncGenerator),
];

/// The options of the plugin: which files, and how.
#[derive(Default)]
pub struct PluginOptions {
    pub selection: Selection,
    pub transform: Options,
}

impl PluginOptions {
    /// Reads the options as they stand in the host's configuration. The error is one line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let value = serde_json::from_str(text).map_err(|error| format!("the options: {error}"))?;
        match value {
            Value::Null => Ok(Self::default()),
            Value::Object(options) => Self::read(options),
            other => Err(format!("the options must be an object, not {other}")),
        }
    }

    fn read(options: Map<String, Value>) -> Result<Self, String> {
        let mut result = Self::default();
        let mut modules = true;
        for (name, value) in &options {
            let Self {
                selection,
                transform,
            } = &mut result;
            match name.as_str() {
                "include" => selection.include = Some(strings(name, value)?),
                "exclude" => selection.exclude = strings(name, value)?,
                "extension" => selection.extensions = Some(strings(name, value)?),
                "cwd" => selection.cwd = Some(string(name, value)?.into()),
                "runtime" => {
                    transform.runtime = Some(one_of("runtime", &RUNTIMES, string(name, value)?)?);
                }
                "runtimeModule" => transform.runtime_module = string(name, value)?.into(),
                "leaves" => {
                    transform.leaves = one_of("value of leaves", &LEAVES, string(name, value)?)?
                }
                "kinds" => {
                    let kinds = strings(name, value)?;
                    let kinds = kinds
                        .iter()
                        .map(|kind| one_of("kind of function", &KINDS, kind));
                    transform.kinds = kinds.collect::<Result<_, _>>()?;
                }
                "modules" => modules = boolean(name, value)?,
                "sourceText" => transform.source_text = boolean(name, value)?,
                "env" => {
                    return Err(String::from(
                        "option 'env' needs JavaScript, as a plugin sees no environment; \
                     use plugin() of '@coroscope/swc-plugin'",
                    ))
                }
                _ => {
                    let known = KNOWN.join(", ");
                    return Err(format!("unknown option '{name}'; known are {known}"));
                }
            }
        }
        if !modules {
            result
                .transform
                .kinds
                .retain(|kind| *kind != FunctionKind::Module);
        }
        Ok(result)
    }
}

fn one_of<T: Copy>(what: &str, known: &[(&str, T)], given: &str) -> Result<T, String> {
    let found = known.iter().find(|(name, _)| *name == given);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        format!("unknown {what} '{given}'; known are {}", names.join(", "))
    })
}

fn string<'a>(name: &str, value: &'a Value) -> Result<&'a str, String> {
    value
        .as_str()
        .ok_or_else(|| format!("option '{name}' must be a string, not {value}"))
}

fn boolean(name: &str, value: &Value) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| format!("option '{name}' must be a boolean, not {value}"))
}

fn strings(name: &str, value: &Value) -> Result<Vec<String>, String> {
    let strings = match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(values) => values
            .iter()
            .map(|value| value.as_str().map(String::from))
            .collect(),
        _ => None,
    };
    strings.ok_or_else(|| {
        format!("option '{name}' must be a string or an array of strings, not {value}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> Option<String> {
        PluginOptions::parse(text).err()
    }

    #[test]
    fn an_unknown_option_lists_the_known_ones() {
        assert_eq!(
            error(r#"{"includes":"src"}"#).as_deref(),
            Some(
                "unknown option 'includes'; known are include, exclude, extension, cwd, runtime, \
                 runtimeModule, leaves, kinds, modules, sourceText"
            )
        );
    }

    #[test]
    fn a_value_that_an_option_cannot_have_is_named() {
        let kind = error(r#"{"kinds":["asynk"]}"#).unwrap_or_default();
        assert!(kind.starts_with("unknown kind of function 'asynk'; known are module, function"));
        assert_eq!(
            error(r#"{"modules":1}"#).as_deref(),
            Some("option 'modules' must be a boolean, not 1")
        );
    }

    #[test]
    fn modules_is_short_for_a_kind() {
        let options = PluginOptions::parse(r#"{"modules":false}"#).unwrap_or_default();
        assert!(!options.transform.kinds.contains(&FunctionKind::Module));
    }
}
