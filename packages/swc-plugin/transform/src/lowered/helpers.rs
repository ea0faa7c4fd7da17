use std::cell::RefCell;
use std::collections::HashMap;

use super::helper_roles::{role_by_name, HelperRole, Taken};
use super::variables::{is_only_export, property_name, Value, Variable, Variables};
use crate::emit::nodes::unparenthesised;
use crate::metadata::FunctionKind;
use crate::names::qualified_names::unwrapped;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;

/// A generator in whose place there was an async function.
#[derive(Clone, Copy)]
pub struct LoweredGenerator<'a> {
    pub kind: FunctionKind,
    pub node: &'a FnExpr,
}

impl LoweredGenerator<'_> {
    /// What the generator is known by, as long as the tree lives: its function does not move.
    pub fn address(&self) -> usize {
        address_of(&self.node.function)
    }
}

pub fn address_of(function: &Function) -> usize {
    std::ptr::from_ref(function) as usize
}

/// Whether a file may hold lowered async functions. A text that every file with some has in it: the name of a
/// helper, or what a helper does whose name a minifier has changed.
pub fn may_be_lowered(code: &str) -> bool {
    const NAMES: [&str; 7] = [
        "__awaiter",
        "asyncToGenerator",
        "AsyncToGenerator",
        "asyncGenerator",
        "AsyncGenerator",
        "async_generator",
        "async_to_generator",
    ];
    const OF_HELPER: [&str; 4] = ["Promise", "next", "throw", "apply"];
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let after = |text, test: &dyn Fn(&str) -> bool| code.split(text).skip(1).any(test);
    NAMES.iter().any(|name| code.contains(name))
        || after("__async", &|after| !after.starts_with(is_word))
        || (after("function", &|after| after.trim_start().starts_with('*'))
            && OF_HELPER.iter().all(|word| code.contains(word)))
}

/// Knows the helpers of a file, in whatever way it has them, and by whatever name in which scope.
///
/// ```js
/// import { __awaiter as e } from 'tslib';
/// import e from '@babel/runtime/helpers/asyncToGenerator';
/// const e = interop(require('@babel/runtime/helpers/asyncToGenerator'));
/// const { __awaiter: e } = require('tslib');
/// var e = (this && this.__awaiter) || function () { … };
/// var e = (t, n, r) => new Promise(…);
/// ```
pub struct Helpers {
    variables: Variables,
    /// Those that have been looked up.
    roles: RefCell<HashMap<Id, Option<HelperRole>>>,
}

impl Helpers {
    pub fn new(variables: Variables) -> Self {
        let roles = RefCell::default();
        Self { variables, roles }
    }

    pub fn variables(&self) -> &Variables {
        &self.variables
    }

    /// The variables that have been found to hold helpers.
    pub fn known(&self) -> Vec<Id> {
        let roles = self.roles.borrow();
        let known = roles.iter().filter(|(_, role)| role.is_some());
        known.map(|(id, _)| id.clone()).collect()
    }

    /// The generator that a call of a helper is given; none for any other expression.
    pub fn generator_given_by<'a>(&self, expr: &'a Expr) -> Option<LoweredGenerator<'a>> {
        let call = unparenthesised(expr).as_call()?;
        self.generator_given_in(call)
            .map(|(_, generator)| generator)
    }

    /// As `generator_given_by`, with the index of the argument.
    pub fn generator_given_in<'a>(
        &self,
        call: &'a CallExpr,
    ) -> Option<(usize, LoweredGenerator<'a>)> {
        let last = call.args.len().checked_sub(1)?;
        generator_at(call, 0).or_else(|| generator_at(call, last))?;
        let role = self.role_of_callee(call.callee.as_expr()?)?;
        let (kind, taken) = role.runner()?;
        let index = match taken {
            Taken::First => 0,
            Taken::Last => last,
        };
        let node = generator_at(call, index)?;
        Some((index, LoweredGenerator { kind, node }))
    }

    /// Whether a `yield` is one by which a lowered async generator awaits: `yield __await(x)`.
    pub fn is_await_in(&self, node: &YieldExpr) -> bool {
        let argument = node.arg.as_ref().filter(|_| !node.delegate);
        argument.is_some_and(|argument| self.is_await_mark(argument))
    }

    /// `__await(x)`
    fn is_await_mark(&self, argument: &Expr) -> bool {
        let callee = match unparenthesised(argument) {
            Expr::Call(call) => call.callee.as_expr(),
            Expr::New(node) => Some(&node.callee),
            _ => None,
        };
        callee.and_then(|callee| self.role_of_callee(callee)) == Some(HelperRole::Await)
    }

    /// Whether an expression is the iterator of a lowered `for await`.
    pub fn is_async_iterator(&self, expr: &Expr) -> bool {
        let callee = match unparenthesised(expr) {
            Expr::Call(call) => call.callee.as_expr(),
            _ => None,
        };
        callee.and_then(|callee| self.role_of_callee(callee)) == Some(HelperRole::AsyncValues)
    }

    /// The role of what is called in one of these ways: `f()`, `tslib.f()`, `(0, tslib.f)()`, and
    /// `(0, f.default)()` or `(0, f._)()` for a module that exports nothing else.
    fn role_of_callee(&self, callee: &Expr) -> Option<HelperRole> {
        match unwrapped(callee) {
            Expr::Seq(sequence) => self.role_of_callee(sequence.exprs.last()?),
            Expr::Ident(name) => self.role_of_ident(name),
            Expr::Member(member) => {
                let name = property_name(member)?;
                match unparenthesised(&member.obj) {
                    Expr::Ident(object) if is_only_export(&name) => self.role_of_ident(object),
                    _ => role_by_name(&name),
                }
            }
            _ => None,
        }
    }

    fn role_of_ident(&self, name: &Ident) -> Option<HelperRole> {
        self.role_of(&name.to_id())
    }

    /// A variable that is declared nowhere in the file is known by its name alone.
    pub fn role_of(&self, id: &Id) -> Option<HelperRole> {
        let Some(variable) = self.variables.get(id) else {
            return role_by_name(&id.0);
        };
        if let Some(known) = self.roles.borrow().get(id) {
            return *known;
        }
        // A variable may be given itself.
        self.roles.borrow_mut().insert(id.clone(), None);
        let role = self.find_role(&id.0, variable);
        self.roles.borrow_mut().insert(id.clone(), role);
        role
    }

    fn find_role(&self, name: &Atom, variable: &Variable) -> Option<HelperRole> {
        if let Some((source, original)) = &variable.imported {
            let original = original.as_ref();
            return role_in_module(source, original)
                .or_else(|| role_by_name(original?))
                .or_else(|| role_by_name(name));
        }
        if variable.is_unknown {
            return None;
        }
        if variable.values.is_empty() {
            return role_by_name(name);
        }
        let values = variable.values.iter().flatten();
        values
            .into_iter()
            .find_map(|value| self.role_of_value(value))
    }

    fn role_of_value(&self, value: &Value) -> Option<HelperRole> {
        match value {
            Value::Function { shape, .. } => *shape,
            Value::Variable(id) => self.role_of(id),
            Value::Required { source, property } => role_in_module(source, property.as_ref()),
            Value::Named(name) => role_by_name(name),
            Value::Either(values) => values.iter().find_map(|value| self.role_of_value(value)),
        }
    }
}

fn generator_at(call: &CallExpr, index: usize) -> Option<&FnExpr> {
    let argument = call.args.get(index);
    let argument = argument.filter(|argument| argument.spread.is_none())?;
    let node = unparenthesised(&argument.expr).as_fn_expr()?;
    (node.function.is_generator && !node.function.is_async).then_some(node)
}

/// `name` is none for all that the module exports, or its default.
fn role_in_module(source: &str, name: Option<&Atom>) -> Option<HelperRole> {
    if source == "tslib" || source.starts_with("tslib/") || source == "@swc/helpers" {
        return role_by_name(name?);
    }
    role_by_name(only_helper_of(source)?)
}

/// `@babel/runtime/helpers/asyncToGenerator`, `@swc/helpers/_/_async_to_generator`: a helper each.
fn only_helper_of(source: &str) -> Option<&str> {
    let (_, path) = source.rsplit_once("/helpers")?;
    // `/helpers-compat`
    let (_, path) = path.split_once('/')?;
    let folders = ["esm/", "_/", "src/"];
    let path = folders
        .iter()
        .find_map(|folder| path.strip_prefix(folder))
        .unwrap_or(path);
    let name = [".mjs", ".cjs", ".js"]
        .iter()
        .find_map(|end| path.strip_suffix(end));
    let name = name.unwrap_or(path);
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    name.chars().all(is_word).then_some(name)
}
