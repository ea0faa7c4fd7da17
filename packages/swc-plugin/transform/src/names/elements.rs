/// Whether a function is one that compilers make elements with: those of JSX, and those of Vue's
/// templates.
pub fn is_factory(name: &str) -> bool {
    matches!(
        name.strip_prefix('_').unwrap_or(name),
        "jsx"
            | "jsxs"
            | "jsxDEV"
            | "createElement"
            | "createVNode"
            | "createElementVNode"
            | "createElementBlock"
            | "createBlock"
    )
}
