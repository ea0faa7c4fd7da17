use std::collections::HashMap;

use crate::dependence::Dependences;
use crate::emit::source_mark::SourceText;
use crate::hints::Hints;
use crate::lowered::lowered_functions::LoweredFunctions;
use crate::metadata::{FunctionKind, FunctionMetadata, SiteKind, SiteMetadata};
use crate::names::qualified_names::Ancestor;
use crate::names::Names;
use crate::options::Options;
use crate::positions::Positions;
use crate::swc_core::common::{Mark, Span, SyntaxContext};
use crate::visitors::lowered_function::StandIn;

/// What is known of the function whose body is being walked.
pub struct Frame {
    pub kind: FunctionKind,
    /// Index of the function; none when it is left alone: nothing in its body is rewritten then.
    pub record: Option<usize>,
    /// Prefix of the qualified names of what stands inside.
    pub path: String,
    /// Which of its awaits depend on which; none where it has less than two, or is left alone.
    pub dependences: Option<Dependences>,
    /// Keeps the variables that the function is given apart from those of the others.
    pub ctxt: SyntaxContext,
    /// Whether the function is a generator that runs as an async function: its `yield`s are awaits.
    pub is_lowered: bool,
    /// Does something that a leaf does not.
    pub is_busy: bool,
    /// How many loops of the function enclose what is being walked.
    pub loops: usize,
    /// Places so far where an activation leaves the stack.
    pub suspensions: usize,
    /// Returns so far of what may be a promise.
    pub returns: usize,
    /// Loops and scopes so far whose end can throw and so replace what such a return was to give.
    pub replaceable: usize,
}

impl Frame {
    pub fn new(
        kind: FunctionKind,
        record: Option<usize>,
        path: String,
        ctxt: SyntaxContext,
    ) -> Self {
        Self {
            kind,
            record,
            path,
            dependences: None,
            ctxt,
            is_lowered: false,
            is_busy: false,
            loops: 0,
            suspensions: 0,
            returns: 0,
            replaceable: 0,
        }
    }
}

/// The state of one walk over one file.
pub struct FileState<'a> {
    pub options: &'a Options,
    pub names: Names,
    pub positions: Positions<'a>,
    pub hints: Option<Hints>,
    /// What stands between the enclosing block and the node being visited, outermost first.
    pub ancestors: Vec<Ancestor>,
    /// None for a function that was left out after all.
    pub functions: Vec<Option<FunctionMetadata>>,
    pub sites: Vec<SiteMetadata>,
    /// None where functions need not give their source text.
    pub source: Option<SourceText<'a>>,
    /// None where the file holds no lowered async functions.
    pub lowered: Option<LoweredFunctions>,
    /// The async functions in whose place the walk will come upon generators, by the address of these.
    pub stand_ins: HashMap<usize, StandIn>,
    pub frame: Frame,
    /// Greater than 0 inside of what a hint says to ignore.
    pub ignoring: usize,
    /// Whether a `with` statement occurs, so that functions must be searched for one.
    pub has_with: bool,
    /// Whether the file's own scope has a `using`.
    pub program_disposes: bool,
}

impl FileState<'_> {
    /// Whether what begins where a span does lies between hints that say to ignore it.
    pub fn is_covered(&self, span: Span) -> bool {
        self.hints.as_ref().is_some_and(|hints| {
            self.positions
                .offset(span.lo)
                .is_some_and(|offset| hints.cover(offset))
        })
    }

    pub fn is_instrumented(&self) -> bool {
        self.frame.record.is_some()
    }

    /// Does something further inside of an ancestor.
    pub fn within(&mut self, ancestor: Ancestor, visit: impl FnOnce(&mut Self)) {
        self.ancestors.push(ancestor);
        visit(self);
        self.ancestors.pop();
    }

    /// Does something in a part of a loop that runs more than once.
    pub fn repeated(&mut self, visit: impl FnOnce(&mut Self)) {
        self.frame.loops += 1;
        visit(self);
        self.frame.loops -= 1;
    }

    pub fn add_site(&mut self, kind: SiteKind, span: Span) -> usize {
        let function = self.frame.record.unwrap_or_default();
        let owner = self.functions.get(function).and_then(Option::as_ref);
        let fallback = owner.map_or((1, 1), |owner| (owner.line, owner.column));
        let (line, column) = self.positions.of(span).unwrap_or(fallback);
        let in_loop = self.frame.loops > 0;
        self.sites.push(SiteMetadata {
            function,
            kind,
            line,
            column,
            in_loop,
            depends_on: Vec::new(),
        });
        let site = self.sites.len() - 1;
        if let Some(dependences) = &mut self.frame.dependences {
            dependences.place(span, site);
        }
        site
    }

    /// Adds to the sites of the function, once all are known, on which others they depend.
    pub fn add_dependences(&mut self) {
        let Some(dependences) = self.frame.dependences.take() else {
            return;
        };
        for (site, depends_on) in dependences.of_sites() {
            if let Some(site) = self.sites.get_mut(site) {
                site.depends_on = depends_on;
            }
        }
    }

    /// As `add_site`, for a place where the activation leaves the stack at once.
    pub fn leave_stack(&mut self, kind: SiteKind, span: Span) -> usize {
        self.frame.suspensions += 1;
        self.add_site(kind, span)
    }
}

/// A context of which no other variable is.
pub fn fresh_context() -> SyntaxContext {
    SyntaxContext::empty().apply_mark(Mark::fresh(Mark::root()))
}
