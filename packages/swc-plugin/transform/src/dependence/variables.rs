use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::await_set::AwaitSet;
use crate::swc_core::atoms::Atom;

/// A variable, or a property of one: `user`, `this.user`. A longer path stands for its first property.
pub struct Place {
    pub root: Atom,
    /// None for the variable itself, and where the property is computed.
    pub property: Option<Atom>,
}

impl Place {
    pub fn variable(root: Atom) -> Self {
        let property = None;
        Self { root, property }
    }
}

/// What a variable may hand on when it is read.
#[derive(Clone, Default)]
struct Variable {
    /// The awaits that its value comes from.
    value: AwaitSet,
    /// Those that its value has been changed by since: what was pushed into an array, for example.
    content: AwaitSet,
    /// The same by property.
    members: HashMap<Atom, AwaitSet>,
    /// The variables that a function in it reads when it is called.
    reads: Vec<Atom>,
    /// The variables whose objects it holds, so that a change of these is a change of it.
    holds: Vec<Atom>,
}

/// Where the results of awaits are, at one point of a function. A name stands for one variable: an inner
/// one that shares the name of an outer one is taken for the same.
#[derive(Default)]
pub struct Variables {
    by_name: HashMap<Atom, Variable>,
}

impl Variables {
    /// The awaits that a place may hold something of.
    pub fn read(&self, place: &Place) -> AwaitSet {
        let mut awaits = AwaitSet::default();
        self.collect(
            &place.root,
            place.property.as_ref(),
            &mut awaits,
            &mut HashSet::new(),
        );
        awaits
    }

    /// `replaces` says that nothing can remain of what the place held before.
    pub fn assign(&mut self, place: &Place, awaits: &AwaitSet, replaces: bool) {
        let variable = self.variable(&place.root);
        match &place.property {
            Some(property) => *variable.members.entry(property.clone()).or_default() |= awaits,
            None if replaces => {
                *variable = Variable {
                    value: awaits.clone(),
                    ..Variable::default()
                }
            }
            None => variable.value |= awaits,
        }
    }

    /// Records that the object in a place has been changed.
    pub fn change(&mut self, place: &Place, awaits: &AwaitSet) {
        self.change_all(
            &place.root,
            place.property.as_ref(),
            awaits,
            &mut HashSet::new(),
        );
    }

    /// Records the variables that a function in a variable reads.
    pub fn link_reads<'a>(&mut self, root: &Atom, names: impl IntoIterator<Item = &'a Atom>) {
        let variable = self.variable(root);
        for name in names {
            add(&mut variable.reads, name);
        }
    }

    /// Records the variables whose objects the value of a variable holds.
    pub fn link_held(&mut self, root: &Atom, names: &[Atom]) {
        let variable = self.variable(root);
        for name in names.iter().filter(|name| *name != root) {
            add(&mut variable.holds, name);
        }
    }

    /// A number that is the same for the same state.
    pub fn fingerprint(&self) -> u64 {
        sum_of_hashes(self.by_name.iter().map(|(name, variable)| {
            let members = sum_of_hashes(variable.members.iter());
            (name, &variable.value, &variable.content, members)
        }))
    }

    fn variable(&mut self, name: &Atom) -> &mut Variable {
        self.by_name.entry(name.clone()).or_default()
    }

    fn collect<'a>(
        &'a self,
        root: &'a Atom,
        property: Option<&Atom>,
        awaits: &mut AwaitSet,
        seen: &mut HashSet<&'a Atom>,
    ) {
        let Some(variable) = self.by_name.get(root) else {
            return;
        };
        if !seen.insert(root) {
            return;
        }
        *awaits |= &variable.value;
        *awaits |= &variable.content;
        for (name, member) in &variable.members {
            if property.is_none_or(|property| property == name) {
                *awaits |= member;
            }
        }
        for name in &variable.reads {
            self.collect(name, None, awaits, seen);
        }
        for name in &variable.holds {
            self.collect_content(name, awaits, seen);
        }
    }

    fn collect_content<'a>(
        &'a self,
        name: &'a Atom,
        awaits: &mut AwaitSet,
        seen: &mut HashSet<&'a Atom>,
    ) {
        let Some(variable) = self.by_name.get(name) else {
            return;
        };
        if !seen.insert(name) {
            return;
        }
        *awaits |= &variable.content;
        for member in variable.members.values() {
            *awaits |= member;
        }
        for held in &variable.holds {
            self.collect_content(held, awaits, seen);
        }
    }

    fn change_all(
        &mut self,
        root: &Atom,
        property: Option<&Atom>,
        awaits: &AwaitSet,
        seen: &mut HashSet<Atom>,
    ) {
        if !seen.insert(root.clone()) {
            return;
        }
        let variable = self.variable(root);
        match property {
            Some(property) => *variable.members.entry(property.clone()).or_default() |= awaits,
            None => variable.content |= awaits,
        }
        for held in variable.holds.clone() {
            self.change_all(&held, property, awaits, seen);
        }
    }
}

fn add(names: &mut Vec<Atom>, name: &Atom) {
    if !names.contains(name) {
        names.push(name.clone());
    }
}

/// A hash of what comes in no order.
fn sum_of_hashes<T: Hash>(parts: impl Iterator<Item = T>) -> u64 {
    parts.fold(0, |sum, part| {
        let mut hasher = DefaultHasher::new();
        part.hash(&mut hasher);
        sum.wrapping_add(hasher.finish())
    })
}
