//! The nodes that emitted code is made of.

use crate::swc_core::common::{Span, SyntaxContext, DUMMY_SP};
use crate::swc_core::ecma::ast::*;

pub fn number(value: usize) -> Expr {
    Expr::Lit(Lit::Num(Number {
        span: DUMMY_SP,
        value: value as f64,
        raw: None,
    }))
}

pub fn string(value: &str) -> Str {
    Str {
        span: DUMMY_SP,
        value: value.into(),
        raw: None,
    }
}

pub fn null() -> Expr {
    Expr::Lit(Lit::Null(Null { span: DUMMY_SP }))
}

pub fn ident(name: &str, ctxt: SyntaxContext) -> Ident {
    Ident::new(name.into(), DUMMY_SP, ctxt)
}

pub fn member(object: Expr, property: &str) -> Expr {
    Expr::Member(MemberExpr {
        span: DUMMY_SP,
        obj: Box::new(object),
        prop: MemberProp::Ident(IdentName::new(property.into(), DUMMY_SP)),
    })
}

pub fn call(callee: Expr, args: Vec<Expr>) -> CallExpr {
    CallExpr {
        span: DUMMY_SP,
        callee: Callee::Expr(Box::new(callee)),
        args: args.into_iter().map(argument).collect(),
        ..CallExpr::default()
    }
}

/// `object?.method(…)`
pub fn optional_call(span: Span, object: Expr, method: &str, args: Vec<Expr>) -> Expr {
    let callee = MemberExpr {
        span: DUMMY_SP,
        obj: Box::new(object),
        prop: MemberProp::Ident(IdentName::new(method.into(), DUMMY_SP)),
    };
    let callee = chain(DUMMY_SP, true, OptChainBase::Member(callee));
    let call = OptCall {
        span,
        callee: Box::new(callee),
        args: args.into_iter().map(argument).collect(),
        ..OptCall::default()
    };
    chain(span, false, OptChainBase::Call(call))
}

fn chain(span: Span, optional: bool, base: OptChainBase) -> Expr {
    Expr::OptChain(OptChainExpr {
        span,
        optional,
        base: Box::new(base),
    })
}

// V8 names expressions in its messages. Where they are about what is iterated, it names the callee of an
// optional call, too, but no element of an array.

/// What `for … of` and `yield*` iterate: `[value]?.[0]`
pub fn unnamed(value: Expr) -> Expr {
    chain(
        DUMMY_SP,
        true,
        OptChainBase::Member(first_element_of(value)),
    )
}

/// What `for await` and a spread iterate: `[value][0]`. With an optional access, the message would be about
/// `undefined` for the one, and V8 would place the error of the other at the start of the file.
pub fn unnamed_element(value: Expr) -> Expr {
    Expr::Member(first_element_of(value))
}

fn first_element_of(value: Expr) -> MemberExpr {
    let array = ArrayLit {
        span: DUMMY_SP,
        elems: vec![Some(argument(value))],
    };
    MemberExpr {
        span: DUMMY_SP,
        obj: Box::new(Expr::Array(array)),
        prop: MemberProp::Computed(ComputedPropName {
            span: DUMMY_SP,
            expr: Box::new(number(0)),
        }),
    }
}

fn argument(expr: Expr) -> ExprOrSpread {
    ExprOrSpread {
        spread: None,
        expr: Box::new(expr),
    }
}

pub fn conditional(test: Expr, consequent: Expr, alternate: Expr) -> Expr {
    Expr::Cond(CondExpr {
        span: DUMMY_SP,
        test: Box::new(test),
        cons: Box::new(consequent),
        alt: Box::new(alternate),
    })
}

pub fn statement(expr: impl Into<Expr>) -> Stmt {
    Stmt::Expr(ExprStmt {
        span: DUMMY_SP,
        expr: Box::new(expr.into()),
    })
}

pub fn if_statement(test: Expr, consequent: Stmt) -> Stmt {
    Stmt::If(IfStmt {
        span: DUMMY_SP,
        test: Box::new(test),
        cons: Box::new(consequent),
        alt: None,
    })
}

pub fn return_statement(span: Span, value: Box<Expr>) -> Stmt {
    Stmt::Return(ReturnStmt {
        span,
        arg: Some(value),
    })
}

pub fn block(stmts: Vec<Stmt>) -> BlockStmt {
    BlockStmt {
        span: DUMMY_SP,
        stmts,
        ..BlockStmt::default()
    }
}

pub fn try_finally(body: Vec<Stmt>, handler: Option<CatchClause>, finalizer: Vec<Stmt>) -> Stmt {
    Stmt::Try(Box::new(TryStmt {
        span: DUMMY_SP,
        block: block(body),
        handler,
        finalizer: Some(block(finalizer)),
    }))
}

pub fn declarator(name: impl Into<Pat>, init: Option<Expr>) -> VarDeclarator {
    VarDeclarator {
        span: DUMMY_SP,
        name: name.into(),
        init: init.map(Box::new),
        definite: false,
    }
}

pub fn var_decl(kind: VarDeclKind, name: impl Into<Pat>, init: Option<Expr>) -> VarDecl {
    VarDecl {
        span: DUMMY_SP,
        kind,
        decls: vec![declarator(name, init)],
        ..VarDecl::default()
    }
}

pub fn declaration(kind: VarDeclKind, name: impl Into<Pat>, init: Option<Expr>) -> Stmt {
    Stmt::Decl(Decl::Var(Box::new(var_decl(kind, name, init))))
}

/// `using name = init;` or `await using name = init;`
pub fn using(is_await: bool, name: impl Into<Pat>, init: Expr) -> Stmt {
    Stmt::Decl(Decl::Using(Box::new(UsingDecl {
        span: DUMMY_SP,
        is_await,
        decls: vec![declarator(name, Some(init))],
    })))
}

pub fn function_declaration(name: Ident, params: Vec<Ident>, body: Vec<Stmt>) -> Stmt {
    let function = Function {
        params: params
            .into_iter()
            .map(|param| Pat::from(param).into())
            .collect(),
        body: Some(crate::band::body_of(DUMMY_SP, body)),
        ..Function::default()
    };
    Stmt::Decl(Decl::Fn(FnDecl {
        ident: name,
        declare: false,
        function: Box::new(function),
    }))
}

/// As `unparenthesised`, to be changed.
pub fn unparenthesised_mut(expr: &mut Expr) -> &mut Expr {
    match expr {
        Expr::Paren(paren) => unparenthesised_mut(&mut paren.expr),
        _ => expr,
    }
}

/// An expression without the parentheses around it.
pub fn unparenthesised(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(paren) => unparenthesised(&paren.expr),
        _ => expr,
    }
}
