use crate::body::Body;
use crate::emit::nodes::unparenthesised;
use crate::file_state::{FileState, Frame};
use crate::lowered::helpers::address_of;
use crate::lowered::lowered_functions::LoweredFunctions;
use crate::lowered::root_of;
use crate::metadata::FunctionKind;
use crate::names::qualified_names::{qualified_name, Ancestor, OwnName, QualifiedName};
use crate::swc_core::common::Span;
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{VisitMut, VisitMutWith};
use crate::walk::Walk;

/// The lowered async function in whose place the walk comes upon a generator.
pub struct StandIn {
    pub kind: FunctionKind,
    pub name: QualifiedName,
    /// Line and column; none for what was generated.
    pub position: Option<(usize, usize)>,
    /// Whether no hint leaves it alone.
    pub is_included: bool,
}

/// Leaves alone what a compiler has put around a lowered async function. The generator inside takes the
/// place of the function that it was. Returns whether the function is one of these, and has been visited.
///
/// ```js
/// function f(x) { return __awaiter(this, void 0, void 0, function* () { yield x; }); }
/// // becomes
/// function f(x) {
///   return __awaiter(this, void 0, void 0, function* () {
///     const $f = $c.on ? $c.open($b(1)) : null;
///     try { $c?.resumed($f, yield $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
///   });
/// }
/// ```
pub fn visit_wrapper<N>(
    own: &OwnName,
    span: Span,
    node: &mut N,
    body: fn(&N) -> Option<Body>,
    file: &mut Walk,
) -> bool
where
    N: for<'a, 'b> VisitMutWith<Wrapper<'a, 'b>>,
{
    let Some(lowered) = &file.lowered else {
        return false;
    };
    let Some(body) = body(node) else { return false };
    if lowered.is_forwarder(body) {
        return true;
    }
    let Some(generator) = lowered.generator_in(body) else {
        return false;
    };
    let address = generator.address();
    let name = qualified_name(own, file);
    let path = name.path.clone();
    // Babel maps the generator, rather than what it puts around it.
    let position = file
        .positions
        .of(span)
        .or_else(|| file.positions.of(generator.node.function.span));
    let stand_in = StandIn {
        kind: generator.kind,
        name,
        position,
        is_included: !file.is_covered(span),
    };
    file.stand_ins.insert(address, stand_in);
    let frame = Frame::new(FunctionKind::Function, None, path, file.names.ctxt);
    let outer = std::mem::replace(&mut file.frame, frame);
    let in_body = false;
    node.visit_mut_children_with(&mut Wrapper {
        address,
        file,
        in_body,
    });
    file.frame = outer;
    true
}

impl FileState<'_> {
    /// What a function calls itself; none for a helper that a compiler has added.
    pub fn own_name(&self, name: Option<&Ident>) -> Option<OwnName> {
        let (Some(lowered), Some(name)) = (&self.lowered, name) else {
            return Some(name.map_or(OwnName::None, |name| OwnName::Name(name.sym.clone())));
        };
        let original = lowered.original_name(name).unwrap_or(&name.sym);
        (!lowered.is_added(name)).then(|| OwnName::Name(original.clone()))
    }

    /// Whether a compiler has added a variable: a helper of its own.
    pub fn is_added(&self, name: &Pat) -> bool {
        let Some(lowered) = &self.lowered else {
            return false;
        };
        name.as_ident()
            .is_some_and(|name| lowered.is_added(&name.id))
    }
}

/// Whether a compiler has added a function that is assigned: `Helper.prototype.next = function () {}`.
pub fn is_helper_assigned(node: &AssignExpr, file: &FileState) -> bool {
    let is_anonymous = match unparenthesised(&node.right) {
        Expr::Arrow(_) => true,
        Expr::Fn(node) => node.ident.is_none(),
        _ => false,
    };
    let Some(lowered) = file.lowered.as_ref().filter(|_| is_anonymous) else {
        return false;
    };
    let root = match &node.left {
        AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => Some(&name.id),
        AssignTarget::Simple(SimpleAssignTarget::Member(member)) => root_of(&member.obj),
        _ => None,
    };
    root.is_some_and(|root| lowered.is_added(root))
}

/// The lowered async function that a generator is; none for any other function.
pub fn stand_in_of(
    own: &OwnName,
    span: Span,
    node: &Function,
    file: &mut FileState,
) -> Option<StandIn> {
    file.lowered.as_ref()?;
    let address = address_of(node);
    if let Some(known) = file.stand_ins.remove(&address) {
        return Some(known);
    }
    let Some(Ancestor::Call(call)) = file.ancestors.last() else {
        return None;
    };
    let kind = call.kind_of_lowered(address)?;
    Some(StandIn {
        kind,
        name: qualified_name(own, file),
        position: file.positions.of(span),
        is_included: true,
    })
}

/// Whether a `yield` was an `await`.
pub fn is_lowered_await(kind: FunctionKind, lowered: &LoweredFunctions, node: &YieldExpr) -> bool {
    match kind {
        FunctionKind::Async => !node.delegate,
        _ => lowered.helpers.is_await_in(node),
    }
}

/// A walk over what is around a generator: its parameters are visited, and the generator.
pub struct Wrapper<'a, 'b> {
    address: usize,
    file: &'a mut FileState<'b>,
    in_body: bool,
}

impl VisitMut for Wrapper<'_, '_> {
    fn visit_mut_pat(&mut self, node: &mut Pat) {
        if !self.in_body {
            self.file
                .within(Ancestor::Boundary, |file| node.visit_mut_with(file));
        }
    }

    fn visit_mut_stmt(&mut self, node: &mut Stmt) {
        self.in_body = true;
        node.visit_mut_children_with(self);
    }

    fn visit_mut_expr(&mut self, node: &mut Expr) {
        match node {
            Expr::Fn(found) if address_of(&found.function) == self.address => {
                node.visit_mut_with(self.file);
            }
            _ => node.visit_mut_children_with(self),
        }
    }

    // Visited already, or no part of what is around

    fn visit_mut_decorator(&mut self, _: &mut Decorator) {}
    fn visit_mut_prop_name(&mut self, _: &mut PropName) {}
    fn visit_mut_function(&mut self, _: &mut Function) {}
    fn visit_mut_arrow_expr(&mut self, _: &mut ArrowExpr) {}
    fn visit_mut_class(&mut self, _: &mut Class) {}
}
