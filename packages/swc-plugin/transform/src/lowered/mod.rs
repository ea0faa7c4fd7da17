//! Async functions that a compiler has lowered to generators: `packages/transform/src/lowered`.

pub mod helpers;
pub mod lowered_functions;
pub mod state_machines;
