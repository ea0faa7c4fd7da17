use crate::emit::nodes::unparenthesised;
use crate::names::qualified_names::{Ancestor, Call};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::walk::Walk;

/// Whether a method sends the source text of a function elsewhere (Puppeteer, Playwright).
fn is_serializing_method(name: &str) -> bool {
    matches!(
        name,
        "evaluate"
            | "evaluateHandle"
            | "$eval"
            | "$$eval"
            | "addInitScript"
            | "waitForFunction"
            | "evaluateOnNewDocument"
            | "evaluateAll"
    )
}

fn is_test_library_name(name: &str) -> bool {
    matches!(name, "jest" | "_getJestObj" | "vi" | "vitest")
}

/// Methods of theirs whose functions are moved above the imports, out of our reach.
fn is_hoisted_method(name: &str) -> bool {
    matches!(
        name,
        "mock" | "doMock" | "unmock" | "hoisted" | "unstable_mockModule"
    )
}

/// Whether a function says of itself that it will not run where it stands.
pub fn is_serialized(stmts: &[Stmt]) -> bool {
    stmts
        .iter()
        .map_while(directive)
        .any(|text| text.value == *"use asm" || text.value == *"worklet")
}

/// The text of a directive; only the first statements of a body can be some.
pub fn directive(stmt: &Stmt) -> Option<&Str> {
    match stmt {
        Stmt::Expr(ExprStmt { expr, .. }) => match expr.as_ref() {
            Expr::Lit(Lit::Str(text)) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

/// Functions that are known to run elsewhere are left alone, with everything in them.
pub fn visit_call(node: &mut CallExpr, file: &mut Walk) {
    file.frame.is_busy = true;
    let mut call = Call::of(node);
    if let Some(lowered) = &file.lowered {
        call.find_lowered(node, lowered);
    }
    let callee = match &mut node.callee {
        Callee::Expr(callee) => Some(callee),
        _ => None,
    };
    visit_callee_and_args(call, callee, &mut node.args, file);
}

/// Visits the arguments of a call or `new`, and gives them back; none for any other expression.
pub fn visit_arguments<'a>(expr: &'a mut Expr, file: &mut Walk) -> Option<&'a mut [ExprOrSpread]> {
    let (call, args) = match expr {
        Expr::Call(node) => (Call::of(node), node.args.as_mut_slice()),
        Expr::New(node) => {
            let args = node.args.as_deref_mut().unwrap_or_default();
            let call = Call::new(Some(&node.callee), args.first(), false);
            (call, args)
        }
        _ => return None,
    };
    file.ancestors.push(Ancestor::Call(Box::new(call)));
    visit_args(args, false, file);
    file.ancestors.pop();
    Some(args)
}

pub fn visit_optional_call(node: &mut OptCall, file: &mut Walk) {
    file.frame.is_busy = true;
    let call = Call::new(Some(&node.callee), node.args.first(), false);
    visit_callee_and_args(call, Some(&mut node.callee), &mut node.args, file);
}

pub fn visit_new(node: &mut NewExpr, file: &mut Walk) {
    file.frame.is_busy = true;
    let args = node.args.as_deref_mut().unwrap_or_default();
    let call = Call::new(Some(&node.callee), args.first(), false);
    file.ancestors.push(Ancestor::Call(Box::new(call)));
    node.callee.visit_mut_with(file);
    visit_args(args, false, file);
    file.ancestors.pop();
}

fn visit_callee_and_args(
    call: Call,
    callee: Option<&mut Box<Expr>>,
    args: &mut [ExprOrSpread],
    file: &mut Walk,
) {
    let serializes = callee
        .as_ref()
        .is_some_and(|callee| serializes_functions(callee));
    file.ancestors.push(Ancestor::Call(Box::new(call)));
    if let Some(callee) = callee {
        callee.visit_mut_with(file);
    }
    visit_args(args, serializes, file);
    file.ancestors.pop();
}

fn visit_args(args: &mut [ExprOrSpread], serializes: bool, file: &mut Walk) {
    for (index, arg) in args.iter_mut().enumerate() {
        if let Some(Ancestor::Call(call)) = file.ancestors.last_mut() {
            call.argument = Some(index);
        }
        if !(serializes && is_function(&arg.expr)) {
            arg.visit_mut_with(file);
        }
    }
}

fn serializes_functions(callee: &Expr) -> bool {
    let member = match unparenthesised(callee) {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => match chain.base.as_ref() {
            OptChainBase::Member(member) => member,
            _ => return false,
        },
        _ => return false,
    };
    let MemberProp::Ident(method) = &member.prop else {
        return false;
    };
    is_serializing_method(&method.sym)
        || (is_hoisted_method(&method.sym) && is_test_library(&member.obj))
}

/// Its methods can be chained: `jest.mock('a', f).mock('b', g)`. Compilers make `globals.jest` of it,
/// and those that have hoisted the call already `_getJestObj()`.
fn is_test_library(object: &Expr) -> bool {
    match unparenthesised(object) {
        Expr::Ident(name) => is_test_library_name(&name.sym),
        Expr::Member(MemberExpr {
            prop: MemberProp::Ident(name),
            ..
        }) => is_test_library_name(&name.sym),
        Expr::Call(CallExpr {
            callee: Callee::Expr(callee),
            ..
        }) => match unparenthesised(callee) {
            Expr::Member(member) => is_test_library(&member.obj),
            callee => is_test_library(callee),
        },
        _ => false,
    }
}

fn is_function(argument: &Expr) -> bool {
    match argument {
        Expr::Arrow(_) | Expr::Fn(_) => true,
        Expr::Paren(node) => is_function(&node.expr),
        Expr::TsAs(node) => is_function(&node.expr),
        Expr::TsSatisfies(node) => is_function(&node.expr),
        _ => false,
    }
}
