use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// The beginning of the key of the engine that all copies of the runtime share.
const RUNTIME_KEY: &str = "coroscope.runtime/";

/// Whether a file holds the runtime, as a chunk of a bundler may: minifiers remove the hint by which it is
/// otherwise left alone.
pub fn is_runtime(program: &Program, code: &str) -> bool {
    if !code.contains(RUNTIME_KEY) {
        return false;
    }
    let mut keys = RuntimeKeys { found: false };
    program.visit_with(&mut keys);
    keys.found
}

struct RuntimeKeys {
    found: bool,
}

/// The key is whole, or has its version as a variable.
impl Visit for RuntimeKeys {
    fn visit_str(&mut self, node: &Str) {
        self.found |= node.value.to_atom_lossy().starts_with(RUNTIME_KEY);
    }

    fn visit_tpl_element(&mut self, node: &TplElement) {
        self.found |= node.raw.starts_with(RUNTIME_KEY);
    }
}

/// Whether a file has been instrumented before: by a tool that it went through earlier, or by one that
/// is configured twice. What tells is that it registers itself, or, of a bundle, any of its files.
pub fn is_instrumented(program: &Program, code: &str) -> bool {
    if !code.contains(".register(1") {
        return false;
    }
    let mut finder = Registrations { found: false };
    program.visit_with(&mut finder);
    finder.found
}

struct Registrations {
    found: bool,
}

impl Visit for Registrations {
    fn visit_call_expr(&mut self, node: &CallExpr) {
        self.found |= is_registration(node);
        node.visit_children_with(self);
    }
}

/// `$c.register(1, file, functionCount, siteCount, metadata)`
fn is_registration(node: &CallExpr) -> bool {
    let Callee::Expr(callee) = &node.callee else {
        return false;
    };
    let Expr::Member(MemberExpr {
        prop: MemberProp::Ident(name),
        ..
    }) = callee.as_ref()
    else {
        return false;
    };
    if name.sym != *"register" {
        return false;
    }
    let mut args = node.args.iter().map(|arg| arg.expr.as_ref());
    let mut is_number = || matches!(args.next(), Some(Expr::Lit(Lit::Num(_))));
    if !is_number() {
        return false;
    }
    let args: Vec<_> = node
        .args
        .iter()
        .skip(2)
        .map(|arg| arg.expr.as_ref())
        .collect();
    matches!(
        args.as_slice(),
        [
            Expr::Lit(Lit::Num(_)),
            Expr::Lit(Lit::Num(_)),
            Expr::Lit(Lit::Str(_))
        ]
    )
}
