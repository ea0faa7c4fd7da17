//! Which awaits of a function depend on which: `packages/transform/src/dependence`.

mod await_set;
mod closure;
mod control;
mod dependences;
mod find_dependences;
mod places;
mod variables;

pub use dependences::Dependences;
pub use find_dependences::dependences_in;
