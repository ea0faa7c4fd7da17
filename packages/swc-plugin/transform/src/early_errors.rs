//! Early errors that SWC's parser leaves to the engine, and that instrumented code would not have: what
//! they are about moves into a block, or gets another name.

use std::collections::HashSet;

use crate::band::{arrow_body, Body};
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::{BytePos, Spanned};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::bindings::{binding_names, names_of_declarators, parameter_names};
use crate::visitors::hoisting::top_function;
use crate::visitors::serialized_functions::directive;

/// Whether a program has an error that the engine is to find.
pub fn has_early_errors(program: &Program) -> bool {
    let mut finder = Finder { found: false };
    program.visit_with(&mut finder);
    finder.found
}

struct Finder {
    found: bool,
}

impl Finder {
    /// `function f(a) { let a; }`
    fn look_for_redeclarations<'a>(
        &mut self,
        params: impl Iterator<Item = &'a Pat>,
        body: Option<&Body>,
    ) {
        let mut names = HashSet::new();
        for param in params {
            binding_names(param, &mut names);
        }
        self.compare(&names, body);
    }

    fn compare(&mut self, params: &HashSet<Atom>, body: Option<&Body>) {
        let Some(body) = body else { return };
        if !params.is_empty() {
            self.found |= !lexical_names(&body.stmts).is_disjoint(params);
        }
    }
}

impl Visit for Finder {
    fn visit_function(&mut self, node: &Function) {
        self.look_for_redeclarations(
            node.params.iter().map(|param| &param.pat),
            node.body.as_ref(),
        );
        node.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        self.look_for_redeclarations(node.params.iter(), arrow_body(&node.body));
        node.visit_children_with(self);
    }

    fn visit_constructor(&mut self, node: &Constructor) {
        let mut names = HashSet::new();
        for param in &node.params {
            parameter_names(param, &mut names);
        }
        self.compare(&names, node.body.as_ref());
        node.visit_children_with(self);
    }

    // In the newer band, a setter has a function.
    #[cfg(feature = "swc-1-15")]
    fn visit_setter_prop(&mut self, node: &SetterProp) {
        self.look_for_redeclarations(std::iter::once(&*node.param), node.body.as_ref());
        node.visit_children_with(self);
    }

    /// `catch ({ a }) { let a; }`, `catch ({ a }) { function a() {} }`
    fn visit_catch_clause(&mut self, node: &CatchClause) {
        if let Some(param) = &node.param {
            let mut names = HashSet::new();
            binding_names(param, &mut names);
            let stmts = &node.body.stmts;
            let mut functions = stmts.iter().filter_map(top_function);
            self.found |= functions.any(|name| names.contains(&name.sym))
                || !lexical_names(stmts).is_disjoint(&names);
        }
        node.visit_children_with(self);
    }

    /// `static { let a; { var a; } }`, which older engines don't see in a block of it.
    fn visit_static_block(&mut self, node: &StaticBlock) {
        let declared = lexical_names(&node.body.stmts);
        if !declared.is_empty() {
            let mut variables = Variables::default();
            node.body.visit_with(&mut variables);
            self.found |= !declared.is_disjoint(&variables.names);
        }
        node.visit_children_with(self);
    }

    /// A body that has no place there without a block, and a head that looks like a declaration:
    /// `for (a of b) async function c() {}`, `for await (let.a of b) {}`, or, on two lines,
    /// `for (a of b) let [c] = d;`.
    fn visit_for_of_stmt(&mut self, node: &ForOfStmt) {
        self.found |= top_function(&node.body).is_some();
        if let Stmt::Expr(body) = node.body.as_ref() {
            self.found |= LeadingLet::of(body).is_indexed;
        }
        if let ForHead::Pat(pattern) = &node.left {
            self.found |= LeadingLet::of(pattern).is_there;
        }
        node.visit_children_with(self);
    }

    /// `a: async function b() {}`, `a: function* b() {}`
    fn visit_labeled_stmt(&mut self, node: &LabeledStmt) {
        if let Stmt::Decl(Decl::Fn(declared)) = node.body.as_ref() {
            self.found |= declared.function.is_async || declared.function.is_generator;
        }
        node.visit_children_with(self);
    }

    /// `function eval() { 'use strict'; }`
    fn visit_fn_decl(&mut self, node: &FnDecl) {
        self.found |= is_reserved_in_strict_code(&node.ident.sym)
            && node.function.body.as_ref().is_some_and(is_strict);
        node.visit_children_with(self);
    }
}

/// What `let`, `const`, `using` and `class` declare at the top of a body.
fn lexical_names(stmts: &[Stmt]) -> HashSet<Atom> {
    let mut names = HashSet::new();
    for stmt in stmts {
        match stmt {
            Stmt::Decl(Decl::Var(var)) if var.kind != VarDeclKind::Var => {
                names_of_declarators(&var.decls, &mut names);
            }
            Stmt::Decl(Decl::Using(using)) => names_of_declarators(&using.decls, &mut names),
            Stmt::Decl(Decl::Class(class)) => {
                names.insert(class.ident.sym.clone());
            }
            _ => {}
        }
    }
    names
}

/// What `var` declares in statements, those of inner functions left out.
#[derive(Default)]
struct Variables {
    names: HashSet<Atom>,
}

impl Visit for Variables {
    fn visit_var_decl(&mut self, node: &VarDecl) {
        if node.kind == VarDeclKind::Var {
            names_of_declarators(&node.decls, &mut self.names);
        }
    }

    fn visit_expr(&mut self, _: &Expr) {}
    fn visit_function(&mut self, _: &Function) {}
    fn visit_class(&mut self, _: &Class) {}
}

/// Whether the first token of a node is the name `let`, and whether `[` follows it.
struct LeadingLet {
    start: BytePos,
    is_there: bool,
    is_indexed: bool,
}

impl LeadingLet {
    fn of<T: VisitWith<Self> + Spanned>(node: &T) -> Self {
        let mut finder = Self {
            start: node.span().lo,
            is_there: false,
            is_indexed: false,
        };
        node.visit_with(&mut finder);
        finder
    }

    fn is_at(&self, node: &Ident) -> bool {
        node.span.lo == self.start && node.sym == *"let"
    }
}

impl Visit for LeadingLet {
    fn visit_ident(&mut self, node: &Ident) {
        self.is_there |= self.is_at(node);
    }

    fn visit_member_expr(&mut self, node: &MemberExpr) {
        let object = node.obj.as_ident();
        self.is_indexed |= node.prop.is_computed() && object.is_some_and(|name| self.is_at(name));
        node.visit_children_with(self);
    }
}

fn is_strict(body: &Body) -> bool {
    let mut directives = body.stmts.iter().map_while(directive);
    directives.any(|text| text.value == *"use strict")
}

fn is_reserved_in_strict_code(name: &Atom) -> bool {
    matches!(
        name.as_str(),
        "arguments"
            | "eval"
            | "implements"
            | "interface"
            | "let"
            | "package"
            | "private"
            | "protected"
            | "public"
            | "static"
            | "yield"
    )
}
