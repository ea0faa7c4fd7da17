use std::ops::{BitOr, BitOrAssign};

/// A set of the awaits of a function: bit `n` stands for the one that was met as number `n`. Few
/// functions have more than fit into one word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AwaitSet {
    first: u64,
    /// Without zeros at the end, so that equal sets have equal words.
    rest: Vec<u64>,
}

const BITS: usize = u64::BITS as usize;

impl AwaitSet {
    pub fn of(number: usize) -> Self {
        let bit = 1 << (number % BITS);
        if number < BITS {
            return Self {
                first: bit,
                rest: Vec::new(),
            };
        }
        let mut rest = vec![0; number / BITS - 1];
        rest.push(bit);
        Self { first: 0, rest }
    }

    pub fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.is_empty()
    }

    pub fn contains(&self, number: usize) -> bool {
        let word = match (number / BITS).checked_sub(1) {
            None => self.first,
            Some(index) => self.rest.get(index).copied().unwrap_or_default(),
        };
        word >> (number % BITS) & 1 == 1
    }

    /// The awaits that are in both sets.
    pub fn and(&self, other: &Self) -> Self {
        let pairs = self.rest.iter().zip(&other.rest);
        Self::trimmed(
            self.first & other.first,
            pairs.map(|(a, b)| a & b).collect(),
        )
    }

    /// The awaits that are not in the other set.
    pub fn without(&self, other: &Self) -> Self {
        let others = other.rest.iter().copied().chain(std::iter::repeat(0));
        let pairs = self.rest.iter().zip(others);
        Self::trimmed(
            self.first & !other.first,
            pairs.map(|(a, b)| a & !b).collect(),
        )
    }

    fn trimmed(first: u64, mut rest: Vec<u64>) -> Self {
        while rest.last() == Some(&0) {
            rest.pop();
        }
        Self { first, rest }
    }
}

impl BitOrAssign<&AwaitSet> for AwaitSet {
    fn bitor_assign(&mut self, other: &AwaitSet) {
        self.first |= other.first;
        if self.rest.len() < other.rest.len() {
            self.rest.resize(other.rest.len(), 0);
        }
        for (word, others) in self.rest.iter_mut().zip(&other.rest) {
            *word |= others;
        }
    }
}

impl BitOr<&AwaitSet> for AwaitSet {
    type Output = Self;

    fn bitor(mut self, other: &AwaitSet) -> Self {
        self |= other;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(numbers: &[usize]) -> AwaitSet {
        numbers.iter().fold(AwaitSet::default(), |set, number| {
            set | &AwaitSet::of(*number)
        })
    }

    #[test]
    fn holds_more_than_a_word() {
        let awaits = set(&[0, 63, 64, 200]);
        let held: Vec<_> = (0..300).filter(|number| awaits.contains(*number)).collect();
        assert_eq!(held, [0, 63, 64, 200]);
    }

    #[test]
    fn equal_sets_are_equal_however_they_came_about() {
        assert_eq!(set(&[1, 200]).without(&set(&[200])), set(&[1]));
        assert_eq!(set(&[1, 200]).and(&set(&[1, 70])), set(&[1]));
        assert_eq!(set(&[1]).without(&set(&[1, 200])), set(&[]));
        assert!(set(&[]).is_empty());
    }
}
