//! Trees are read and walked recursively, and the stack that Wasm has by default is small.

fn main() {
    println!("cargo::rustc-link-arg-cdylib=-zstack-size=8388608");
    println!("cargo::rerun-if-changed=build.rs");
}
