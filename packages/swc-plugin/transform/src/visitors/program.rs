use crate::emit::nodes::{
    block, call, conditional, declaration, function_declaration, if_statement, member, null,
    number, return_statement, string, using,
};
use crate::file_state::FileState;
use crate::options::RuntimeAccess;
use crate::swc_core::common::{util::take::Take, DUMMY_SP};
use crate::swc_core::ecma::ast::*;
use crate::visitors::serialized_functions::directive;

/// The version of the contract in docs/emitted-code.md.
const ABI_VERSION: usize = 1;

/// What the file tells the runtime about itself.
pub struct Registration {
    pub functions: usize,
    pub sites: usize,
    pub metadata: String,
}

/// The body of a module is a function, without a `try` because exports can't stand in one.
///
/// ```js
/// import { a } from './a.js';
/// export const b = a();
/// // becomes
/// import { probes as $c } from '@coroscope/runtime';
/// import { a } from './a.js';
/// var $f = $c.on ? $c.enterModule($b(0)) : 0;
/// export const b = a();
/// if ($f) $c.exit($f);
/// var $v;
/// function $b(index) { return ($v || ($v = $c.register(1, 'b.js', 1, 0, '…'))) + index; }
/// ```
///
/// ```js
/// using a = b();
/// // becomes, as disposing is the last that a module does
/// var $f = $c.on ? $c.enterModule($b(0)) : 0;
/// using $t1 = $c.ends($f);
/// using a = b();
/// if ($t1 === null) if ($f) $c.exit($f);
/// ```
///
/// ```js
/// f()
/// // becomes, in a script, which may run twice, and has the value of its last expression
/// var $f1q9 = $c.on ? $c.enterModule($b1q9(0)) : 0;
/// f()
/// var $f1q9 = $f1q9 ? $c.exit($f1q9) : 0;
/// ```
pub fn complete_program(
    body: &mut Vec<ModuleItem>,
    registration: Registration,
    runtime: RuntimeAccess,
    is_script: bool,
    file: &mut FileState,
) {
    if let Some(record) = file.frame.record {
        let begin = file.begin(record, VarDeclKind::Var);
        let mut first = vec![Stmt::Decl(Decl::Var(Box::new(begin)))];
        let last = if file.program_disposes {
            let resource = file.names.temporary();
            let value = file.probe("ends", []);
            first.push(using(false, resource.clone(), value.into()));
            end_without(resource, file)
        } else if is_script {
            end_of_script(file)
        } else {
            file.end()
        };
        let index = leading_imports(body);
        body.splice(index..index, first.into_iter().map(ModuleItem::Stmt));
        body.push(ModuleItem::Stmt(last));
    }
    if let Some(source) = file.register_source() {
        body.insert(leading_imports(body), ModuleItem::Stmt(source));
    }
    let registered = file.names.registered.clone();
    body.push(ModuleItem::Stmt(declaration(
        VarDeclKind::Var,
        registered,
        None,
    )));
    body.push(ModuleItem::Stmt(base_function(registration, file)));
    if let Some(access) = reach_runtime(runtime, file) {
        body.insert(leading_directives(body), access);
    }
}

/// ```js
/// return x; // at the top of a CommonJS module
/// // becomes
/// { const $t1 = x; if ($f) $c.exit($f); return $t1; }
/// ```
pub fn exit_before_return(stmt: &mut Stmt, file: &mut FileState) {
    if !file.is_instrumented() || file.program_disposes {
        return;
    }
    let Stmt::Return(node) = stmt else { return };
    let span = node.span;
    let stmts = match node.arg.take() {
        None => vec![file.end(), stmt.take()],
        Some(argument) => {
            let value = file.names.temporary();
            let returned = Box::new(Expr::Ident(value.clone()));
            vec![
                declaration(VarDeclKind::Const, value, Some(*argument)),
                file.end(),
                return_statement(span, returned),
            ]
        }
    };
    *stmt = Stmt::Block(block(stmts));
}

fn leading_directives(body: &[ModuleItem]) -> usize {
    body.iter()
        .take_while(|item| item.as_stmt().and_then(directive).is_some())
        .count()
}

fn leading_imports(body: &[ModuleItem]) -> usize {
    let directives = leading_directives(body);
    let imports = body.iter().skip(directives);
    directives
        + imports
            .take_while(|item| item.as_module_decl().is_some_and(ModuleDecl::is_import))
            .count()
}

/// The end of a module in a realm without `Symbol.dispose`, where no resource ends it.
fn end_without(resource: Ident, file: &FileState) -> Stmt {
    let is_missing = binary(BinaryOp::EqEqEq, Expr::Ident(resource), null());
    if_statement(is_missing, file.end())
}

/// Declarations leave the value of a script as it is.
fn end_of_script(file: &FileState) -> Stmt {
    let value = conditional(Expr::Ident(file.handle()), file.end_call(), number(0));
    declaration(VarDeclKind::Var, file.handle(), Some(value))
}

fn reach_runtime(runtime: RuntimeAccess, file: &FileState) -> Option<ModuleItem> {
    let specifier = string(&file.options.runtime_module);
    let probes = file.names.probes.clone();
    match runtime {
        RuntimeAccess::Global => None,
        RuntimeAccess::Require => {
            let require = Ident::new("require".into(), DUMMY_SP, file.names.unresolved);
            let required = call(Expr::Ident(require), vec![Expr::Lit(Lit::Str(specifier))]);
            let value = member(required.into(), "probes");
            Some(ModuleItem::Stmt(declaration(
                VarDeclKind::Var,
                probes,
                Some(value),
            )))
        }
        RuntimeAccess::Import => {
            let imported = ModuleExportName::Ident(Ident::new_no_ctxt("probes".into(), DUMMY_SP));
            let specifiers = vec![ImportSpecifier::Named(ImportNamedSpecifier {
                span: DUMMY_SP,
                local: probes,
                imported: Some(imported),
                is_type_only: false,
            })];
            let import = ImportDecl {
                specifiers,
                src: Box::new(specifier),
                ..ImportDecl::dummy()
            };
            Some(ModuleItem::ModuleDecl(ModuleDecl::Import(import)))
        }
    }
}

/// Hoisted, and registers at first use: a function can be called before its module has begun.
fn base_function(registration: Registration, file: &FileState) -> Stmt {
    let register = call(
        member(file.probes(), "register"),
        vec![
            number(ABI_VERSION),
            Expr::Lit(Lit::Str(string(&file.options.filename))),
            number(registration.functions),
            number(registration.sites),
            Expr::Lit(Lit::Str(string(&registration.metadata))),
        ],
    );
    let registered = file.names.registered.clone();
    let assigned = Expr::Assign(AssignExpr {
        span: DUMMY_SP,
        op: AssignOp::Assign,
        left: AssignTarget::Simple(SimpleAssignTarget::Ident(registered.clone().into())),
        right: Box::new(register.into()),
    });
    let base = binary(
        BinaryOp::LogicalOr,
        Expr::Ident(registered),
        parenthesised(assigned),
    );
    let index = Ident::new("index".into(), DUMMY_SP, file.names.ctxt);
    let sum = binary(
        BinaryOp::Add,
        parenthesised(base),
        Expr::Ident(index.clone()),
    );
    let body = vec![return_statement(DUMMY_SP, Box::new(sum))];
    function_declaration(file.names.base.clone(), vec![index], body)
}

fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    Expr::Bin(BinExpr {
        span: DUMMY_SP,
        op,
        left: Box::new(left),
        right: Box::new(right),
    })
}

fn parenthesised(expr: Expr) -> Expr {
    Expr::Paren(ParenExpr {
        span: DUMMY_SP,
        expr: Box::new(expr),
    })
}
