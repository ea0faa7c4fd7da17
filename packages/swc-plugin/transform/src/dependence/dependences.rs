use std::collections::HashMap;

use super::await_set::AwaitSet;
use crate::swc_core::common::{BytePos, Span};

/// Which awaits of a function depend on which. An await is known by where it stands: those that an
/// earlier transform has generated are taken for one.
#[derive(Default)]
pub struct Dependences {
    numbers: HashMap<(BytePos, BytePos), usize>,
    awaits: Vec<Await>,
}

#[derive(Default)]
struct Await {
    depends_on: AwaitSet,
    /// Index of its site in the file; none as long as it has none.
    site: Option<usize>,
}

impl Dependences {
    /// Adds what an await depends on to what it is known to depend on already, and returns the set of
    /// this await alone.
    pub fn add(&mut self, span: Span, depends_on: &AwaitSet) -> AwaitSet {
        let next = self.awaits.len();
        let number = *self.numbers.entry((span.lo, span.hi)).or_insert(next);
        if number == next {
            self.awaits.push(Await::default());
        }
        if let Some(met) = self.awaits.get_mut(number) {
            met.depends_on |= depends_on;
        }
        AwaitSet::of(number)
    }

    /// Says which site an await has become.
    pub fn place(&mut self, span: Span, site: usize) {
        let number = self.numbers.get(&(span.lo, span.hi));
        if let Some(met) = number.and_then(|number| self.awaits.get_mut(*number)) {
            met.site = Some(site);
        }
    }

    /// The sites that depend on others, each with those in ascending order, itself among them where it is
    /// in a loop.
    pub fn of_sites(&self) -> impl Iterator<Item = (usize, Vec<usize>)> + '_ {
        self.awaits.iter().filter_map(|dependent| {
            let sites = self.awaits.iter().enumerate();
            let mut depends_on: Vec<usize> = sites
                .filter(|(number, _)| dependent.depends_on.contains(*number))
                .filter_map(|(_, other)| other.site)
                .collect();
            depends_on.sort_unstable();
            (!depends_on.is_empty()).then_some((dependent.site?, depends_on))
        })
    }
}
