use std::collections::HashSet;

use super::helper_roles::role_by_name;
use super::helpers::Helpers;
use super::variables::Variable;
use crate::swc_core::common::{BytePos, Span};
use crate::swc_core::ecma::ast::Id;

/// The variables whose functions a compiler has added to a file for lowered async functions: the helpers, and
/// what nothing but these uses. `delegates` are called in `yield* f(x)` of lowered async generators.
pub fn find_added_functions(helpers: &Helpers, delegates: Vec<Id>) -> HashSet<Id> {
    let mut added = AddedFunctions::default();
    let variables = helpers.variables();
    for id in variables.keys() {
        if role_by_name(&id.0).is_some() {
            helpers.role_of(id);
        }
    }
    for id in delegates.into_iter().chain(helpers.known()) {
        if let Some(variable) = variables.get(&id) {
            added.add(id, variable);
        }
    }
    // What a part uses may be another one.
    loop {
        let mut parts = variables
            .iter()
            .filter(|(id, variable)| !added.ids.contains(*id) && added.has_part(variable))
            .peekable();
        if parts.peek().is_none() {
            return added.ids;
        }
        for (id, variable) in parts.collect::<Vec<_>>() {
            added.add(id.clone(), variable);
        }
    }
}

#[derive(Default)]
struct AddedFunctions {
    ids: HashSet<Id>,
    spans: Vec<Span>,
}

impl AddedFunctions {
    fn add(&mut self, id: Id, variable: &Variable) {
        let functions = variable.values.iter().flatten();
        let functions = functions.filter_map(|value| value.function());
        let before = self.spans.len();
        self.spans.extend(functions);
        if self.spans.len() > before {
            self.spans.extend(&variable.methods);
            self.ids.insert(id);
        }
    }

    /// Whether a variable is a function that is named in added functions, in itself, and nowhere else.
    fn has_part(&self, variable: &Variable) -> bool {
        let Some(mut own) = variable.functions() else {
            return false;
        };
        if own.is_empty() || variable.imported.is_some() || variable.is_unknown {
            return false;
        }
        own.extend(&variable.methods);
        let references = &variable.references;
        let is_used = |position: &&BytePos| is_within(&self.spans, **position);
        let used = references.iter().filter(is_used).count();
        let others = references
            .iter()
            .filter(|position| !is_used(position) && !is_within(&own, **position));
        used > 0 && others.count() == variable.methods.len()
    }
}

fn is_within(spans: &[Span], position: BytePos) -> bool {
    spans
        .iter()
        .any(|span| span.lo <= position && position < span.hi)
}
