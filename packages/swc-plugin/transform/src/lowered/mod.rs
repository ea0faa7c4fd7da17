//! Async functions that a compiler has lowered to generators: `packages/transform/src/lowered`.

mod added_functions;
mod helper_roles;
mod helper_shapes;
pub mod helpers;
pub mod lowered_functions;
pub mod state_machines;
mod variables;

pub use variables::root_of;
