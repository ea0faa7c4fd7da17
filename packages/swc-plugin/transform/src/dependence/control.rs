use super::await_set::AwaitSet;
use crate::swc_core::atoms::Atom;

/// What a jump can leave or, where it is the body of a loop, go on with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    Loop,
    Round,
    Switch,
    Block,
    Try,
}

struct Target {
    kind: TargetKind,
    labels: Vec<Atom>,
    /// The awaits that decide whether what follows in it is reached: there were jumps out of it.
    exits: AwaitSet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Jump<'a> {
    Return,
    Throw,
    Break(Option<&'a Atom>),
    Continue(Option<&'a Atom>),
}

/// The awaits that decide whether the point of a function is reached at which the analysis is.
#[derive(Default)]
pub struct Control {
    /// Those of the conditions around the point.
    conditions: AwaitSet,
    /// Those that decide on what is outside of all targets.
    function_exits: AwaitSet,
    targets: Vec<Target>,
}

impl Control {
    pub fn deciding(&self) -> AwaitSet {
        let mut awaits = self.conditions.clone() | &self.function_exits;
        for target in &self.targets {
            awaits |= &target.exits;
        }
        awaits
    }

    /// Adds conditions for the code that follows, up to `restore` with what this returns.
    pub fn require(&mut self, awaits: &AwaitSet) -> AwaitSet {
        let outer = self.conditions.clone();
        self.conditions |= awaits;
        outer
    }

    pub fn restore(&mut self, outer: AwaitSet) {
        self.conditions = outer;
    }

    pub fn enter(&mut self, kind: TargetKind, labels: Vec<Atom>) {
        let exits = AwaitSet::default();
        self.targets.push(Target {
            kind,
            labels,
            exits,
        });
    }

    /// Leaves what was entered last, and returns the awaits that decided on jumps out of it.
    pub fn leave(&mut self) -> AwaitSet {
        self.targets
            .pop()
            .map(|target| target.exits)
            .unwrap_or_default()
    }

    /// Adds awaits that decide whether the rest of the innermost loop is reached.
    pub fn leave_loop(&mut self, awaits: &AwaitSet) {
        *self.exits_of(|target| target.kind == TargetKind::Loop) |= awaits;
    }

    /// Adds awaits that decide whether the rest of the function is reached.
    pub fn leave_function(&mut self, awaits: &AwaitSet) {
        self.function_exits |= awaits;
    }

    /// `awaits` decide on the jump, beside those that decide whether it is reached.
    pub fn jump(&mut self, jump: Jump, awaits: &AwaitSet) {
        let exits = self.exits_of(|Target { kind, labels, .. }| match jump {
            Jump::Return => false,
            Jump::Throw => *kind == TargetKind::Try,
            Jump::Continue(None) => *kind == TargetKind::Round,
            Jump::Continue(Some(label)) => *kind == TargetKind::Round && labels.contains(label),
            Jump::Break(None) => matches!(kind, TargetKind::Loop | TargetKind::Switch),
            Jump::Break(Some(label)) => *kind != TargetKind::Round && labels.contains(label),
        });
        *exits |= awaits;
    }

    /// The exits of the innermost target that is sought; where there is none, those of the function.
    fn exits_of(&mut self, is_sought: impl Fn(&Target) -> bool) -> &mut AwaitSet {
        let found = self
            .targets
            .iter_mut()
            .rev()
            .find(|target| is_sought(target));
        found.map_or(&mut self.function_exits, |target| &mut target.exits)
    }
}
