use std::collections::HashSet;

use crate::emit::nodes::{
    block, declaration, number, statement, try_finally, unnamed, unnamed_element, unparenthesised,
    using, var_decl,
};
use crate::file_state::FileState;
use crate::metadata::SiteKind;
use crate::names::qualified_names::Ancestor;
use crate::swc_core::common::{util::take::Take, BytePos, Span, Spanned, DUMMY_SP};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::visitors::bindings::{mentions, names_of_declarators};
use crate::visitors::disposal::disposal;
use crate::visitors::labeled_statement::Labels;
use crate::walk::Walk;

/// A loop that needs no more than to be known as one.
pub fn visit_while(test: &mut Expr, body: &mut Stmt, file: &mut Walk) {
    file.frame.is_busy = true;
    file.repeated(|file| {
        test.visit_mut_with(file);
        body.visit_mut_with(file);
    });
}

pub fn visit_for_in(node: &mut ForInStmt, file: &mut Walk) {
    file.frame.is_busy = true;
    file.within(Ancestor::Opaque, |file| node.right.visit_mut_with(file));
    file.repeated(|file| {
        node.left.visit_mut_with(file);
        node.body.visit_mut_with(file);
    });
}

pub fn visit_for_statement(node: &mut ForStmt, file: &mut Walk) {
    file.frame.is_busy = true;
    node.init.visit_mut_with(file);
    file.repeated(|file| {
        node.test.visit_mut_with(file);
        node.update.visit_mut_with(file);
        node.body.visit_mut_with(file);
    });
}

/// The activation is on stack while the iterator works, and again from the head's binding on. What
/// the binding runs (defaults, getters, setters) therefore moves into the body. Where the body leaves
/// the loop, it resumes before the iterator is closed.
///
/// ```js
/// for await (const { id = next() } of x) use(id);
/// for (const y of x) await use(y);
/// // becomes
/// try {
///   for await (const $t1 of [$c?.iterate($f, 0, x)][0]) {
///     const { id = next() } = $c?.resumed($f, $t1);
///     { use(id); }
///   }
/// } finally { $c.resume($f); }
/// for (const y of x) {
///   try { $c?.resumed($f, await $c.suspend($f, 1, use(y))); } finally { $c.resume($f); }
/// }
/// ```
pub fn visit_for_of_statement(mut node: ForOfStmt, labels: Labels, file: &mut Walk) -> Stmt {
    file.frame.is_busy = true;
    let is_instrumented = file.is_instrumented();
    let iteration =
        (is_instrumented && node.is_await).then(|| file.leave_stack(SiteKind::ForAwait, node.span));
    let disposing = match &node.left {
        ForHead::UsingDecl(left) if is_instrumented && left.is_await && !is_hidden(&node) => {
            let span = left.span;
            Some(file.leave_stack(SiteKind::AwaitUsing, span))
        }
        _ => None,
    };
    let suspends_first = matches!(
        unparenthesised(&node.right),
        Expr::Await(_) | Expr::Yield(_)
    );
    file.within(Ancestor::Opaque, |file| node.right.visit_mut_with(file));
    let (returns, suspensions) = (file.frame.returns, file.frame.suspensions);
    file.repeated(|file| node.left.visit_mut_with(file));
    let binding_suspends = file.frame.suspensions > suspensions;
    file.repeated(|file| node.body.visit_mut_with(file));
    if file.frame.returns > returns {
        file.frame.replaceable += 1;
    }
    if let Some(site) = disposing {
        bind_disposable(&mut node, site, file);
    }
    let is_bound = (iteration.is_some() || binding_suspends)
        && bind_in_body(&mut node, binding_suspends, file);
    let Some(iteration) = iteration else {
        if is_instrumented && suspends_first {
            *node.right = unnamed(*node.right.take());
        }
        if file.frame.suspensions > suspensions && disposing.is_none() {
            let body = statements_of(*node.body.take());
            node.body = Box::new(Stmt::Block(block(vec![try_finally(
                body,
                None,
                vec![file.resume()],
            )])));
        }
        return labels.put_before(Stmt::ForOf(node));
    };
    let iterated = *node.right.take();
    let args = [number(iteration), iterated];
    *node.right = unnamed_element(file.unnamed_probe(DUMMY_SP, "iterate", args));
    if !is_bound {
        let mut body = statements_of(*node.body.take());
        body.insert(0, file.resume());
        *node.body = Stmt::Block(block(body));
    }
    try_finally(
        vec![labels.put_before(Stmt::ForOf(node))],
        None,
        vec![file.resume()],
    )
}

/// An array pattern in which a default leaves the stack resumes before its iterator is closed.
///
/// ```js
/// const [a = await x] = y;
/// // becomes
/// const [a = $c?.resumed($f, await $c.suspend($f, 0, x))] = $c?.destructure($f, y);
/// ```
pub fn visit_variable_declarator(node: &mut VarDeclarator, file: &mut Walk) {
    if file.is_added(&node.name) {
        return;
    }
    let suspensions = file.frame.suspensions;
    node.name.visit_mut_with(file);
    let is_interrupted = node.name.is_array() && file.frame.suspensions > suspensions;
    let name = node.name.as_ident().map(|name| name.id.sym.clone());
    file.within(Ancestor::variable(name), |file| {
        node.init.visit_mut_with(file)
    });
    if let (true, Some(init)) = (is_interrupted, &mut node.init) {
        **init = file.destructure(init.span(), *init.take());
    }
}

fn bind_disposable(node: &mut ForOfStmt, site: usize, file: &mut FileState) {
    let left_span = awaited_at(&node.left);
    let ForHead::UsingDecl(left) = &mut node.left else {
        return;
    };
    let Some(declarator) = left.decls.pop() else {
        return;
    };
    let value = file.names.temporary();
    let mut guarded = disposal(file, site, declarator.name, &value);
    guarded.push(*node.body.take());
    let body = vec![try_finally(guarded, None, vec![file.resume()])];
    node.left = head(value, left_span);
    *node.body = Stmt::Block(block(body));
}

/// Returns whether the value is bound in the body, which resumes.
fn bind_in_body(node: &mut ForOfStmt, is_interrupted: bool, file: &mut FileState) -> bool {
    let is_plain = match &node.left {
        ForHead::Pat(pat) => pat.is_ident(),
        ForHead::VarDecl(decl) => decl.decls.first().is_some_and(|decl| decl.name.is_ident()),
        _ => false,
    };
    if is_plain || is_hidden(node) {
        return false;
    }
    let value = file.names.temporary();
    let plain = Expr::Ident(value.clone());
    let init = file.resumed(DUMMY_SP, plain.clone());
    let head = head(value, awaited_at(&node.left));
    let binding = match std::mem::replace(&mut node.left, head) {
        ForHead::VarDecl(mut decl) => {
            let Some(declarator) = decl.decls.pop() else {
                return false;
            };
            let closes_iterator = is_interrupted && declarator.name.is_array();
            let init = match closes_iterator {
                true if node.is_await => file.destructure(DUMMY_SP, init),
                true => file.destructure(DUMMY_SP, plain),
                false => init,
            };
            declaration(decl.kind, declarator.name, Some(init))
        }
        ForHead::UsingDecl(mut decl) => {
            let Some(declarator) = decl.decls.pop() else {
                return false;
            };
            using(decl.is_await, declarator.name, init)
        }
        ForHead::Pat(pat) => match AssignTarget::try_from(*pat) {
            Ok(left) => statement(AssignExpr {
                span: DUMMY_SP,
                op: AssignOp::Assign,
                left,
                right: Box::new(init),
            }),
            Err(pat) => {
                node.left = ForHead::Pat(Box::new(pat));
                return false;
            }
        },
        left => {
            node.left = left;
            return false;
        }
    };
    let body = vec![binding, *node.body.take()];
    *node.body = Stmt::Block(block(body));
    true
}

/// The head of a loop that puts the values into a temporary.
fn head(value: Ident, span: Span) -> ForHead {
    let value = Ident { span, ..value };
    ForHead::VarDecl(Box::new(var_decl(VarDeclKind::Const, value, None)))
}

/// Where V8 says that the loop awaits, as it does in the stacks of what is awaited: at a declared name, at
/// the last character of a declared pattern, else at the name of a property.
fn awaited_at(left: &ForHead) -> Span {
    let declared = match left {
        ForHead::VarDecl(decl) => decl.decls.first(),
        ForHead::UsingDecl(decl) => decl.decls.first(),
        ForHead::Pat(pat) => {
            return match pat.as_ref() {
                Pat::Expr(target) => target
                    .as_member()
                    .map_or(pat.span(), |target| target.prop.span()),
                _ => pat.span(),
            };
        }
        _ => None,
    };
    declared.map_or(DUMMY_SP, |declared| match &declared.name {
        Pat::Ident(name) => name.span,
        pattern => pattern
            .span()
            .with_lo(BytePos(pattern.span().hi.0.saturating_sub(1))),
    })
}

/// In the expression that is iterated, the names of the head exist and can't be read yet. A binding
/// that has moved out of the head would let the expression see the names outside.
fn is_hidden(node: &ForOfStmt) -> bool {
    let mut names = HashSet::new();
    match &node.left {
        ForHead::VarDecl(decl) if decl.kind != VarDeclKind::Var => {
            names_of_declarators(&decl.decls, &mut names);
        }
        ForHead::UsingDecl(decl) => names_of_declarators(&decl.decls, &mut names),
        _ => return false,
    }
    names.insert("eval".into());
    mentions(&node.right, &names)
}

fn statements_of(body: Stmt) -> Vec<Stmt> {
    match body {
        Stmt::Block(block) => block.stmts,
        body => vec![body],
    }
}
