pub mod elements;
pub mod hash;
pub mod qualified_names;

use std::collections::HashSet;

use crate::emit::nodes::ident;
use crate::file_state::fresh_context;
use crate::options::RuntimeAccess;
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::SyntaxContext;
use crate::swc_core::ecma::ast::{Ident, IdentName, Program};
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// The names that emitted code uses; none of them occurs in the source.
pub struct Names {
    /// The probes.
    pub probes: Ident,
    /// Function that gives the id of a function of this file.
    pub base: Ident,
    /// Variable that holds the base once the file is registered.
    pub registered: Ident,
    /// The activation, or depth of the stack, of a function.
    pub handle: String,
    /// The same of the file's own body.
    pub module_handle: String,
    held: String,
    temporary: String,
    temporaries: usize,
    /// The context of what is declared for the file.
    pub ctxt: SyntaxContext,
    /// The context of what the file finds in its surroundings.
    pub unresolved: SyntaxContext,
}

/// Where every copy of the runtime leaves its probes.
const GLOBAL_PROBES: &str = "__coroscope__";

impl Names {
    /// `suffix` is what the names at the top of a script end in: it shares that scope with others.
    pub fn choose(
        program: &Program,
        code: &str,
        suffix: &str,
        runtime: RuntimeAccess,
        unresolved: SyntaxContext,
    ) -> Self {
        let escaped = has_escaped_names(code).then(|| Identifiers::of(program));
        let is_taken = |name: &str| match &escaped {
            Some(identifiers) => identifiers.contain(name),
            None => code.contains(name),
        };
        let mut prefix = String::from("$");
        while ["c", "b", "v", "f", "h", "t"]
            .iter()
            .any(|letter| is_taken(&format!("{prefix}{letter}")))
        {
            prefix.insert(0, '_');
        }
        let ctxt = fresh_context();
        let probes = match runtime {
            RuntimeAccess::Global => ident(GLOBAL_PROBES, unresolved),
            _ => ident(&format!("{prefix}c"), ctxt),
        };
        Self {
            probes,
            base: ident(&format!("{prefix}b{suffix}"), ctxt),
            registered: ident(&format!("{prefix}v{suffix}"), ctxt),
            handle: format!("{prefix}f"),
            module_handle: format!("{prefix}f{suffix}"),
            held: format!("{prefix}h"),
            temporary: format!("{prefix}t"),
            temporaries: 0,
            ctxt,
            unresolved,
        }
    }

    /// A variable for what `hold` gave.
    pub fn held(&self) -> Ident {
        ident(&self.held, fresh_context())
    }

    /// A new name for each call.
    pub fn temporary(&mut self) -> Ident {
        self.temporaries += 1;
        ident(
            &format!("{}{}", self.temporary, self.temporaries),
            self.ctxt,
        )
    }
}

/// Whether an identifier may hold a `$` and the letter after it behind an escape.
fn has_escaped_names(code: &str) -> bool {
    code.contains("\\u0024") || code.contains("$\\u") || {
        let mut rest = code;
        loop {
            let Some((_, after)) = rest.split_once("\\u{") else {
                break false;
            };
            if after.trim_start_matches('0').starts_with("24}") {
                break true;
            }
            rest = after;
        }
    }
}

#[derive(Default)]
struct Identifiers(HashSet<Atom>);

impl Identifiers {
    fn of(program: &Program) -> Self {
        let mut identifiers = Self::default();
        program.visit_with(&mut identifiers);
        identifiers
    }

    fn contain(&self, text: &str) -> bool {
        self.0.iter().any(|name| name.contains(text))
    }
}

impl Visit for Identifiers {
    fn visit_ident(&mut self, node: &Ident) {
        self.0.insert(node.sym.clone());
    }

    fn visit_ident_name(&mut self, node: &IdentName) {
        self.0.insert(node.sym.clone());
    }
}
