//! The transform of `@coroscope/transform`, on SWC's tree. It emits the same calls of the same probes,
//! with the same metadata; `docs/emitted-code.md` is the contract of both. Modules and visitors have
//! the names that they have in `packages/transform/src`.

// A host may be newer than the tree that is known here: where the plugin is built, every type of node
// has one more variant.
#![allow(unreachable_patterns)]

#[cfg(feature = "swc-1-15")]
pub extern crate swc_core_1_15 as swc_core;
#[cfg(not(feature = "swc-1-15"))]
pub extern crate swc_core_1_16 as swc_core;

mod band;
mod body;
mod dependence;
mod early_errors;
mod emit;
mod file_state;
mod hints;
mod instrument;
mod instrumented;
mod lowered;
mod metadata;
mod names;
mod options;
mod positions;
mod rewritings;
mod visitors;
mod walk;

pub use instrument::{instrument, Source};
pub use metadata::FunctionKind;
pub use options::{Leaves, Options, RuntimeAccess};
