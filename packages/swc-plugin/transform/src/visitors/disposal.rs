use crate::emit::nodes::{declaration, declarator, try_finally, using};
use crate::file_state::FileState;
use crate::metadata::SiteKind;
use crate::names::qualified_names::Ancestor;
use crate::swc_core::common::{util::take::Take, Span};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::walk::Walk;

/// What a declaration with `using` becomes, once its scope is put together.
pub struct Disposables {
    stmts: Vec<Stmt>,
    /// If the function suspends more often than this, it must resume before what they dispose of.
    suspensions: usize,
}

/// The statements of a scope, of which each is one still, or what it is to become.
type Scope = Vec<Result<Stmt, Disposables>>;

/// Visits the statements of a block and puts it together again.
///
/// What `await using` disposes of is a wrapper, which tells when the disposer runs and when its promise
/// is awaited. The user's name holds the user's value, from the moment when the language would bind it.
/// After a `using` whose scope goes on to suspend comes one of ours, which is disposed of before it.
///
/// ```js
/// { await using r = open(); using s = r.lock(); await use(s); }
/// // becomes
/// {
///   try {
///     const $t1 = open();
///     await using $t2 = $c.dispose($f, 0, $t1);
///     const r = $t1;
///     using s = r.lock();
///     using $t3 = $c.resumes($f);
///     $c?.resumed($f, await $c.suspend($f, 1, use(s)));
///   } finally { $c.resume($f); }
/// }
/// ```
pub fn visit_block_statement(stmts: &mut Vec<Stmt>, is_body: bool, file: &mut Walk) {
    let returns = file.frame.returns;
    if !file.is_instrumented() || !stmts.iter().any(is_using) {
        for stmt in stmts {
            stmt.visit_mut_with(file);
        }
        return;
    }
    let awaits = stmts
        .iter()
        .any(|stmt| matches!(stmt, Stmt::Decl(Decl::Using(decl)) if decl.is_await));
    let scope = stmts
        .drain(..)
        .map(|stmt| visit_declaration(stmt, file))
        .collect();
    if file.frame.returns > returns {
        file.frame.replaceable += 1;
    }
    *stmts = expand_disposals(scope, file);
    // The body of a function ends in a probe that resumes anyway.
    if awaits && !is_body {
        let body = std::mem::take(stmts);
        stmts.push(try_finally(body, None, vec![file.resume()]));
    }
}

/// Visits a statement of a scope.
pub fn visit_declaration(mut stmt: Stmt, file: &mut Walk) -> Result<Stmt, Disposables> {
    match stmt {
        Stmt::Decl(Decl::Using(decl)) => Err(declare_disposables(decl, file)),
        _ => {
            stmt.visit_mut_with(file);
            Ok(stmt)
        }
    }
}

/// The statements of a scope, with what its declarations have become.
pub fn expand_disposals(scope: Scope, file: &mut FileState) -> Vec<Stmt> {
    let mut stmts = Vec::with_capacity(scope.len());
    for part in scope {
        match part {
            Ok(stmt) => stmts.push(stmt),
            Err(disposables) => {
                stmts.extend(disposables.stmts);
                if file.frame.suspensions > disposables.suspensions {
                    stmts.push(using_probe("resumes", file));
                }
            }
        }
    }
    stmts
}

/// The two statements that dispose of what is in the variable `value` and bind it to `name`.
pub fn disposal(file: &mut FileState, site: usize, name: Pat, value: &Ident) -> Vec<Stmt> {
    let bind = declaration(VarDeclKind::Const, name, Some(Expr::Ident(value.clone())));
    vec![dispose_of(file, site, value), bind]
}

fn declare_disposables(mut decl: Box<UsingDecl>, file: &mut Walk) -> Disposables {
    if !decl.is_await {
        decl.visit_mut_with(file);
        let stmts = vec![Stmt::Decl(Decl::Using(decl))];
        return Disposables {
            stmts,
            suspensions: file.frame.suspensions,
        };
    }
    let stmts = decl
        .decls
        .into_iter()
        .flat_map(|decl| declare_disposable(decl, file))
        .collect();
    Disposables {
        stmts,
        suspensions: usize::MAX,
    }
}

fn declare_disposable(decl: VarDeclarator, file: &mut Walk) -> Vec<Stmt> {
    let VarDeclarator {
        span, name, init, ..
    } = decl;
    let site = file.leave_stack(SiteKind::AwaitUsing, span);
    let mut init = init.unwrap_or_else(Take::dummy);
    // The language names an anonymous function after what it is bound to.
    let is_named = is_anonymous_function(&init);
    let label = name.as_ident().map(|name| name.id.sym.clone());
    file.within(Ancestor::variable(label), |file| init.visit_mut_with(file));
    match name {
        Pat::Ident(name) if is_named => {
            let value = name.id.clone();
            vec![
                bind(span, name.into(), *init),
                dispose_of(file, site, &value),
            ]
        }
        name => {
            let value = file.names.temporary();
            let mut stmts = vec![bind(span, value.clone().into(), *init)];
            stmts.extend(disposal(file, site, name, &value));
            stmts
        }
    }
}

fn bind(span: Span, name: Pat, value: Expr) -> Stmt {
    Stmt::Decl(Decl::Var(Box::new(VarDecl {
        span,
        kind: VarDeclKind::Const,
        decls: vec![VarDeclarator {
            span,
            ..declarator(name, Some(value))
        }],
        ..VarDecl::default()
    })))
}

fn dispose_of(file: &mut FileState, site: usize, value: &Ident) -> Stmt {
    let wrapper = file.site_probe("dispose", site, Some(Expr::Ident(value.clone())));
    using(true, file.names.temporary(), wrapper.into())
}

/// `using $t1 = $c.probe($f);`
fn using_probe(name: &str, file: &mut FileState) -> Stmt {
    let value = file.probe(name, []);
    using(false, file.names.temporary(), value.into())
}

pub fn is_using(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Decl(Decl::Using(_)))
}

fn is_anonymous_function(expr: &Expr) -> bool {
    match expr {
        Expr::Arrow(_) => true,
        Expr::Fn(node) => node.ident.is_none(),
        Expr::Class(node) => node.ident.is_none(),
        Expr::Paren(node) => is_anonymous_function(&node.expr),
        _ => false,
    }
}
