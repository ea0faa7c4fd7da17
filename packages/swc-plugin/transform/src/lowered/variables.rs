use std::collections::{HashMap, HashSet};

use super::helper_roles::HelperRole;
use super::helper_shapes::role_by_shape;
use crate::band::body_of_arrow;
use crate::body::Body;
use crate::emit::nodes::unparenthesised;
use crate::names::qualified_names::unwrapped;
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::{BytePos, Span};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// What a variable is given, as far as it says whether that is a helper.
pub enum Value {
    Function {
        shape: Option<HelperRole>,
        span: Span,
    },
    Variable(Id),
    /// The module that is required, or the property of it.
    Required {
        source: Atom,
        property: Option<Atom>,
    },
    /// Something of which no more is known than a name.
    Named(Atom),
    /// Any of these.
    Either(Vec<Value>),
}

/// A variable, with all that is known of what it holds.
#[derive(Default)]
pub struct Variable {
    /// The functions declared by its name, its initializers, and what is assigned to it.
    pub values: Vec<Option<Value>>,
    /// What it is imported from, and the name that it has there: none for a namespace or a default.
    pub imported: Option<(Atom, Option<Atom>)>,
    /// Whether it can hold anything: a parameter, a class, what is caught.
    pub is_unknown: bool,
    /// Where it is named, other than by its declarations.
    pub references: Vec<BytePos>,
    /// The functions that are assigned to its properties: `Generator.prototype.next = function () {}`
    pub methods: Vec<Span>,
}

impl Variable {
    /// The functions that it is given; none where it may be something else.
    pub fn functions(&self) -> Option<Vec<Span>> {
        let functions = self
            .values
            .iter()
            .map(|value| value.as_ref().and_then(Value::function));
        functions.collect()
    }
}

impl Value {
    /// The function, also in `(this && this.__awaiter) || function () { … }`.
    pub fn function(&self) -> Option<Span> {
        match self {
            Self::Function { span, .. } => Some(*span),
            Self::Either(values) => values.last()?.function(),
            _ => None,
        }
    }
}

/// The variables of a file. What is missing is declared nowhere in it.
pub type Variables = HashMap<Id, Variable>;

pub fn find_variables(program: &Program) -> Variables {
    let mut finder = Finder::default();
    program.visit_with(&mut finder);
    let Finder {
        mut variables,
        declared,
        named,
        assigned,
        methods,
    } = finder;
    for (id, position) in named {
        if let Some(variable) = variables.get_mut(&id) {
            if !declared.contains(&position) {
                variable.references.push(position);
            }
        }
    }
    for (id, value) in assigned {
        if let Some(variable) = variables.get_mut(&id) {
            variable.values.push(value);
        }
    }
    for (id, method) in methods {
        if let Some(variable) = variables.get_mut(&id) {
            variable.methods.push(method);
        }
    }
    variables
}

/// Declarations are hoisted: nothing is resolved before the whole file has been seen.
#[derive(Default)]
struct Finder {
    variables: Variables,
    /// Where declarations name their variables.
    declared: HashSet<BytePos>,
    named: Vec<(Id, BytePos)>,
    assigned: Vec<(Id, Option<Value>)>,
    methods: Vec<(Id, Span)>,
}

impl Finder {
    fn declare(&mut self, name: &Ident) -> &mut Variable {
        self.declared.insert(name.span.lo);
        self.variables.entry(name.to_id()).or_default()
    }

    fn declare_function(&mut self, name: &Ident, node: &Function) {
        let value = function_value(node);
        self.declare(name).values.push(Some(value));
    }

    fn declare_pattern(&mut self, pattern: &Pat, init: Option<&Expr>) {
        match pattern {
            Pat::Ident(name) => match init {
                Some(init) => {
                    let value = value_of(init, None, &name.id.sym);
                    self.declare(&name.id).values.push(value);
                }
                None => self.declare(&name.id).is_unknown = true,
            },
            Pat::Object(object) => {
                for property in &object.props {
                    self.declare_property(property, init);
                }
            }
            Pat::Array(array) => {
                for element in array.elems.iter().flatten() {
                    self.declare_pattern(element, None);
                }
            }
            Pat::Assign(assign) => self.declare_pattern(&assign.left, None),
            Pat::Rest(rest) => self.declare_pattern(&rest.arg, None),
            _ => {}
        }
    }

    fn declare_property(&mut self, property: &ObjectPatProp, init: Option<&Expr>) {
        match (property, init) {
            (ObjectPatProp::Assign(AssignPatProp { key, value, .. }), init) => match init {
                Some(init) if value.is_none() => {
                    let given = value_of(init, Some(&key.id.sym), &key.id.sym);
                    self.declare(&key.id).values.push(given);
                }
                _ => self.declare(&key.id).is_unknown = true,
            },
            (ObjectPatProp::KeyValue(KeyValuePatProp { key, value }), Some(init)) => {
                match (name_of_key(key), value.as_ref()) {
                    (Some(key), Pat::Ident(name)) => {
                        let given = value_of(init, Some(&key), &name.id.sym);
                        self.declare(&name.id).values.push(given);
                    }
                    _ => self.declare_pattern(value, None),
                }
            }
            (ObjectPatProp::KeyValue(property), None) => {
                self.declare_pattern(&property.value, None);
            }
            (ObjectPatProp::Rest(rest), _) => self.declare_pattern(&rest.arg, None),
            _ => {}
        }
    }
}

impl Visit for Finder {
    fn visit_ident(&mut self, node: &Ident) {
        self.named.push((node.to_id(), node.span.lo));
    }

    fn visit_var_declarator(&mut self, node: &VarDeclarator) {
        match (&node.name, &node.init) {
            (Pat::Ident(name), None) => {
                self.declare(&name.id);
            }
            (pattern, init) => self.declare_pattern(pattern, init.as_deref()),
        }
        node.visit_children_with(self);
    }

    fn visit_fn_decl(&mut self, node: &FnDecl) {
        self.declare_function(&node.ident, &node.function);
        node.visit_children_with(self);
    }

    fn visit_fn_expr(&mut self, node: &FnExpr) {
        if let Some(name) = &node.ident {
            self.declare_function(name, &node.function);
        }
        node.visit_children_with(self);
    }

    fn visit_param(&mut self, node: &Param) {
        self.declare_pattern(&node.pat, None);
        node.visit_children_with(self);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        for param in &node.params {
            self.declare_pattern(param, None);
        }
        node.visit_children_with(self);
    }

    fn visit_catch_clause(&mut self, node: &CatchClause) {
        if let Some(param) = &node.param {
            self.declare_pattern(param, None);
        }
        node.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, node: &ClassDecl) {
        self.declare(&node.ident).is_unknown = true;
        node.visit_children_with(self);
    }

    fn visit_class_expr(&mut self, node: &ClassExpr) {
        if let Some(name) = &node.ident {
            self.declare(name).is_unknown = true;
        }
        node.visit_children_with(self);
    }

    fn visit_import_decl(&mut self, node: &ImportDecl) {
        let source = node.src.value.to_atom_lossy().into_owned();
        for specifier in &node.specifiers {
            let (local, name) = match specifier {
                ImportSpecifier::Named(named) => (&named.local, Some(imported_name(named))),
                ImportSpecifier::Default(node) => (&node.local, None),
                ImportSpecifier::Namespace(node) => (&node.local, None),
                _ => continue,
            };
            self.declare(local).imported = Some((source.clone(), name));
        }
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        if let Some(name) = node.left.as_ident() {
            let value = value_of(&node.right, None, &name.id.sym);
            self.assigned.push((name.id.to_id(), value));
        } else if let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = &node.left {
            let value = value_of(&node.right, None, &Atom::default());
            let method = value.and_then(|value| value.function());
            if let (Some(root), Some(method)) = (root_of(&member.obj), method) {
                self.methods.push((root.to_id(), method));
            }
        }
        node.visit_children_with(self);
    }
}

fn imported_name(named: &ImportNamedSpecifier) -> Atom {
    match &named.imported {
        Some(ModuleExportName::Ident(name)) => name.sym.clone(),
        Some(ModuleExportName::Str(name)) => name.value.to_atom_lossy().into_owned(),
        _ => named.local.sym.clone(),
    }
}

/// The variable that an object is a property of, or a property of a property.
pub fn root_of(expr: &Expr) -> Option<&Ident> {
    match unparenthesised(expr) {
        Expr::Ident(name) => Some(name),
        Expr::Member(member) => root_of(&member.obj),
        _ => None,
    }
}

/// `name` is that of the variable that has the value, or its property `property`.
fn value_of(value: &Expr, property: Option<&Atom>, name: &Atom) -> Option<Value> {
    let node = unwrapped(value);
    if let Some(source) = required_by(node) {
        let member = node.as_member().and_then(property_name);
        let property = property.cloned().or(member);
        let names = property.clone().into_iter().chain([name.clone()]);
        let mut values = vec![Value::Required { source, property }];
        values.extend(names.map(Value::Named));
        return Some(Value::Either(values));
    }
    if let Some(property) = property {
        return Some(Value::Named(property.clone()));
    }
    match node {
        Expr::Fn(node) => Some(function_value(&node.function)),
        Expr::Arrow(node) => {
            let params: Vec<_> = node.params.iter().map(param_name).collect();
            Some(Value::Function {
                shape: role_by_shape(node.span, &params, body_of_arrow(node)),
                span: node.span,
            })
        }
        Expr::Ident(name) => Some(Value::Variable(name.to_id())),
        Expr::Call(_) => Some(Value::Named(name.clone())),
        Expr::Bin(BinExpr {
            op: BinaryOp::LogicalOr | BinaryOp::LogicalAnd | BinaryOp::NullishCoalescing,
            left,
            right,
            ..
        }) => {
            let nameless = Atom::default();
            let values = [left, right].map(|side| value_of(side, None, &nameless));
            Some(Value::Either(values.into_iter().flatten().collect()))
        }
        Expr::Member(member) => Some(Value::Either(
            [member_value(member), Some(Value::Named(name.clone()))]
                .into_iter()
                .flatten()
                .collect(),
        )),
        _ => None,
    }
}

/// `tslib.__awaiter`, `this.__awaiter`, and `helper.default` of a module that exports nothing else
fn member_value(member: &MemberExpr) -> Option<Value> {
    let name = property_name(member)?;
    match unparenthesised(&member.obj) {
        Expr::Ident(object) if is_only_export(&name) => Some(Value::Variable(object.to_id())),
        _ => Some(Value::Named(name)),
    }
}

/// Whether a property is what a module of one helper exports.
pub fn is_only_export(property: &str) -> bool {
    matches!(property, "default" | "_")
}

/// The name of a property that is not computed.
pub fn property_name(member: &MemberExpr) -> Option<Atom> {
    match &member.prop {
        MemberProp::Ident(name) => Some(name.sym.clone()),
        MemberProp::Computed(computed) => match unparenthesised(&computed.expr) {
            Expr::Lit(Lit::Str(text)) => Some(text.value.to_atom_lossy().into_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn name_of_key(key: &PropName) -> Option<Atom> {
    match key {
        PropName::Ident(name) => Some(name.sym.clone()),
        PropName::Str(text) => Some(text.value.to_atom_lossy().into_owned()),
        _ => None,
    }
}

fn function_value(node: &Function) -> Value {
    let params: Vec<_> = node
        .params
        .iter()
        .map(|param| param_name(&param.pat))
        .collect();
    let stmts = node.body.as_ref().map(|body| body.stmts.as_slice());
    Value::Function {
        shape: role_by_shape(
            node.span,
            &params,
            Body::Statements(stmts.unwrap_or_default()),
        ),
        span: node.span,
    }
}

fn param_name(pattern: &Pat) -> Option<&Atom> {
    pattern.as_ident().map(|name| &name.id.sym)
}

/// The module in `require('…')`, `interop(require('…'))`, `require('…').default`
fn required_by(expr: &Expr) -> Option<Atom> {
    match unparenthesised(expr) {
        Expr::Member(member) => required_by(&member.obj),
        Expr::Call(CallExpr {
            callee: Callee::Expr(callee),
            args,
            ..
        }) => {
            let argument = unparenthesised(&args.first()?.expr);
            match (argument, unparenthesised(callee)) {
                (Expr::Call(_), _) => required_by(argument),
                (Expr::Lit(Lit::Str(source)), Expr::Ident(name)) if name.sym == *"require" => {
                    Some(source.value.to_atom_lossy().into_owned())
                }
                _ => None,
            }
        }
        _ => None,
    }
}
