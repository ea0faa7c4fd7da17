use crate::emit::nodes::{block, call, declaration, member, statement};
use crate::file_state::FileState;
use crate::swc_core::common::{util::take::Take, DUMMY_SP};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::walk::Walk;

/// A wait that ends in a rejection, or a generator that is closed, resumes in the nearest `catch` or
/// `finally`. A `finally` may also replace the promise that a `return` was about to give.
///
/// ```js
/// try { return await x || y; } catch ({ code }) { report(code); } finally { close(); }
/// // becomes
/// try {
///   return $c.returned($f, 0, $c?.resumed($f, await $c.suspend($f, 1, x)) || y);
/// } catch ($t1) {
///   let { code } = $c?.resumed($f, $t1);
///   { report(code); }
/// } finally {
///   $c.resume($f);
///   const $h = $c.hold($f);
///   close();
///   $c.release($f, $h);
/// }
/// ```
pub fn visit_try_statement(node: &mut TryStmt, file: &mut Walk) {
    let (suspensions, returns, replaceable) = (
        file.frame.suspensions,
        file.frame.returns,
        file.frame.replaceable,
    );
    node.block.visit_mut_with(file);
    let block_suspends = file.frame.suspensions > suspensions;
    let may_replace = file.frame.replaceable > replaceable;
    if let Some(handler) = &mut node.handler {
        handler.visit_mut_with(file);
        let mut first = Vec::new();
        if may_replace {
            first.push(statement(file.probe("hold", [])));
        }
        if block_suspends {
            resume_in_catch(handler, first, file);
        } else {
            handler.body.stmts.splice(0..0, first);
        }
    }
    let suspends = file.frame.suspensions > suspensions;
    let returns_promise = file.frame.returns > returns;
    if let Some(finalizer) = &mut node.finalizer {
        finalizer.visit_mut_with(file);
        let stmts = &mut finalizer.stmts;
        if returns_promise {
            let held = file.names.held();
            let value = file.probe("hold", []).into();
            stmts.insert(
                0,
                declaration(VarDeclKind::Const, held.clone(), Some(value)),
            );
            stmts.push(release(held, file));
        }
        if suspends {
            stmts.insert(0, file.resume());
        }
    }
}

fn release(held: Ident, file: &FileState) -> Stmt {
    let args = vec![Expr::Ident(file.handle()), Expr::Ident(held)];
    statement(call(member(file.probes(), "release"), args))
}

/// A pattern may run the user's code (getters, defaults), so it comes after the probes.
fn resume_in_catch(clause: &mut CatchClause, mut first: Vec<Stmt>, file: &mut FileState) {
    match clause.param.take() {
        Some(param) if !param.is_ident() => {
            let error = file.names.temporary();
            let value = file.resumed(DUMMY_SP, Expr::Ident(error.clone()));
            first.push(declaration(VarDeclKind::Let, param, Some(value)));
            first.push(Stmt::Block(clause.body.take()));
            clause.param = Some(error.into());
            clause.body = block(first);
        }
        param => {
            clause.param = param;
            first.insert(0, file.resume());
            clause.body.stmts.splice(0..0, first);
        }
    }
}

/// What goes around the body of an async function in which the end of a loop or scope may throw, and
/// so replace the promise that a `return` in it was about to give.
///
/// ```js
/// async (x) => { for (const y of x) return y; }
/// // becomes
/// async (x) => {
///   …
///   try {
///     for (const y of x) return $c.returned($f, 0, y);
///   } catch ($t1) { $c.hold($f); throw $t1; } finally { if ($f) $c.close($f); }
/// }
/// ```
pub fn forget_returned_promise(file: &mut FileState) -> CatchClause {
    let error = file.names.temporary();
    let rethrow = Stmt::Throw(ThrowStmt {
        span: DUMMY_SP,
        arg: Box::new(Expr::Ident(error.clone())),
    });
    CatchClause {
        span: DUMMY_SP,
        param: Some(error.into()),
        body: block(vec![statement(file.probe("hold", [])), rethrow]),
    }
}
