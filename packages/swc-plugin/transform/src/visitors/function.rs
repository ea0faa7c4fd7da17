use std::collections::HashSet;

use crate::band::{
    self, arrow_body, arrow_body_mut, body_of, body_of_arrow, getter_body, getter_stmts,
    setter_parts, ArrowBody,
};
use crate::body::Body;
use crate::dependence::dependences_in;
use crate::emit::nodes::{return_statement, try_finally, unparenthesised};
use crate::emit::source_mark::Mark;
use crate::file_state::{fresh_context, Frame};
use crate::metadata::{FunctionKind, FunctionMetadata};
use crate::names::qualified_names::{key_name, private_name, qualified_name, Ancestor, OwnName};
use crate::options::Leaves;
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::{util::take::Take, Span, Spanned, DUMMY_SP};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::VisitMutWith;
use crate::visitors::bindings::{binding_names, parameter_names};
use crate::visitors::disposal::visit_block_statement;
use crate::visitors::hoisting::in_block;
use crate::visitors::lowered_function::{is_lowered_await, stand_in_of, visit_wrapper, StandIn};
use crate::visitors::non_leaf::count_calls;
use crate::visitors::serialized_functions::{directive, is_serialized};
use crate::visitors::suspensions::visit_returned;
use crate::visitors::try_statement::forget_returned_promise;
use crate::visitors::with_statement::has_with_statement;
use crate::walk::Walk;

/// A function whose frame is open.
struct Opened {
    outer: Frame,
    record: Option<usize>,
}

/// ```js
/// function f(list) { 'use strict'; return list.map(g); }
/// // becomes
/// function f(list) {
///   'use strict';
///   const $f = $c.on ? $c.enter($b(1)) : 0;
///   try { return list.map(g); } finally { if ($f) $c.exit($f); }
/// }
/// ```
pub fn visit_function(
    own: OwnName,
    span: Span,
    node: &mut Function,
    mark: Option<Mark>,
    file: &mut Walk,
) {
    file.within(Ancestor::Boundary, |file| {
        node.decorators.visit_mut_with(file)
    });
    let Some(body) = &node.body else { return };
    if is_serialized(&body.stmts) {
        return;
    }
    let can_wrap = !node.is_async && !node.is_generator;
    if can_wrap && visit_wrapper(&own, span, node, body_of_function, file) {
        return;
    }
    let stand_in = stand_in_of(&own, span, node, file);
    let kind = kind_of(node.is_async, node.is_generator);
    let has_with = kind != FunctionKind::Function && has_with_statement(file, node);
    let opening = Opening {
        span,
        kind,
        body: body_of_function(node).unwrap_or(NO_BODY),
        has_with,
        stand_in,
    };
    let opened = open(own, opening, file);
    file.within(Ancestor::Boundary, |file| node.params.visit_mut_with(file));
    let Some(body) = &mut node.body else { return };
    let params = &node.params;
    let names = |names: &mut _| {
        params
            .iter()
            .for_each(|param| binding_names(&param.pat, names))
    };
    rewrite_body(opened, body, names, file);
    file.mark_body(&mut body.stmts, mark);
}

/// ```js
/// async (x) => await x
/// // becomes
/// async (x) => {
///   const $f = $c.on ? $c.open($b(1)) : null;
///   try { return $c?.resumed($f, await $c.suspend($f, 0, x)); } finally { if ($f) $c.close($f); }
/// }
/// ```
pub fn visit_arrow_function(node: &mut ArrowExpr, file: &mut Walk) {
    if arrow_body(&node.body).is_some_and(|body| is_serialized(&body.stmts)) {
        return;
    }
    let (own, span) = (OwnName::None, node.span);
    if !node.is_async && visit_wrapper(&own, span, node, body_of_arrow_function, file) {
        return;
    }
    let kind = kind_of(node.is_async, node.is_generator);
    let has_with = kind != FunctionKind::Function && has_with_statement(file, node);
    let opening = Opening {
        span,
        kind,
        body: body_of_arrow(node),
        has_with,
        stand_in: None,
    };
    let mark = file.source_mark(span, node);
    let opened = open(own, opening, file);
    file.within(Ancestor::Boundary, |file| node.params.visit_mut_with(file));
    if let Some(body) = arrow_body_mut(&mut node.body) {
        let params = &node.params;
        let names = |names: &mut _| params.iter().for_each(|param| binding_names(param, names));
        rewrite_body(opened, body, names, file);
        file.mark_body(&mut body.stmts, mark);
        return;
    }
    file.frame.is_busy = false;
    let ArrowBody::Expr(value) = node.body.as_mut() else {
        return;
    };
    let span = unparenthesised(value).span();
    file.within(Ancestor::Returned, |file| visit_returned(span, value, file));
    // Comments go before the block, so that the value stays on its line; not the one that is about a call.
    let around = if file.positions.follows_annotation(span.lo) {
        DUMMY_SP
    } else {
        span
    };
    let mut stmts = vec![return_statement(around, value.take())];
    if instrument_body(&opened, &mut stmts, |_| {}, file) {
        *node.body = body_of(around, stmts).into();
    } else if let Some(Stmt::Return(ReturnStmt {
        arg: Some(value), ..
    })) = stmts.pop()
    {
        *node.body = ArrowBody::Expr(value);
    }
    close(opened, file);
    file.mark_arrow_body(&mut node.body, mark);
}

pub fn visit_class_method(node: &mut ClassMethod, file: &mut Walk) {
    visit_computed_key(&mut node.key, file);
    let own = method_name(node.kind, key_name(&node.key));
    let mark = file.method_mark(node.span, node, &node.function, node.is_static);
    visit_function(own, node.span, &mut node.function, mark, file);
}

pub fn visit_private_method(node: &mut PrivateMethod, file: &mut Walk) {
    let own = method_name(node.kind, private_name(&node.key));
    let mark = file.method_mark(node.span, node, &node.function, node.is_static);
    visit_function(own, node.span, &mut node.function, mark, file);
}

pub fn visit_object_method(node: &mut MethodProp, file: &mut Walk) {
    visit_computed_key(&mut node.key, file);
    let span = node.function.span;
    let own = OwnName::Name(key_name(&node.key));
    let mark = file.source_mark(span, node);
    visit_function(own, span, &mut node.function, mark, file);
}

pub fn visit_getter(node: &mut GetterProp, file: &mut Walk) {
    visit_computed_key(&mut node.key, file);
    let (own, span) = (OwnName::Getter(key_name(&node.key)), node.span);
    if getter_stmts(node).is_none_or(is_serialized)
        || visit_wrapper(&own, span, node, body_of_getter, file)
    {
        return;
    }
    let mark = file.source_mark(span, node);
    let Some(body) = getter_body(node) else {
        return;
    };
    let opened = open_function(own, span, file);
    rewrite_body(opened, body, |_| {}, file);
    file.mark_body(&mut body.stmts, mark);
}

pub fn visit_setter(node: &mut SetterProp, file: &mut Walk) {
    visit_computed_key(&mut node.key, file);
    let (own, span) = (OwnName::Setter(key_name(&node.key)), node.span);
    let mark = file.source_mark(span, node);
    let (Some(param), Some(body)) = setter_parts(node) else {
        return;
    };
    if is_serialized(&body.stmts) {
        return;
    }
    let opened = open_function(own, span, file);
    file.within(Ancestor::Boundary, |file| param.visit_mut_with(file));
    rewrite_body(opened, body, |names| binding_names(param, names), file);
    file.mark_body(&mut body.stmts, mark);
}

pub fn visit_constructor(node: &mut Constructor, file: &mut Walk) {
    let Some(body) = node
        .body
        .as_mut()
        .filter(|body| !is_serialized(&body.stmts))
    else {
        return;
    };
    let opened = open_function(OwnName::Constructor, node.span, file);
    file.within(Ancestor::Boundary, |file| node.params.visit_mut_with(file));
    let params = &node.params;
    let names = |names: &mut _| {
        params
            .iter()
            .for_each(|param| parameter_names(param, names))
    };
    rewrite_body(opened, body, names, file);
    let mark = file.class_mark();
    file.mark_body(&mut body.stmts, mark);
}

/// It is called once, by its class.
pub fn visit_static_block(node: &mut StaticBlock, file: &mut Walk) {
    let own = OwnName::Name("<static block>".into());
    let opened = open_function(own, node.span, file);
    file.within(Ancestor::Boundary, |file| {
        for stmt in &mut node.body.stmts {
            stmt.visit_mut_with(file);
        }
    });
    instrument_body(&opened, &mut node.body.stmts, |_| {}, file);
    close(opened, file);
}

/// A computed key runs outside of the function.
fn visit_computed_key(key: &mut PropName, file: &mut Walk) {
    if let PropName::Computed(computed) = key {
        file.within(Ancestor::Boundary, |file| {
            computed.expr.visit_mut_with(file)
        });
    }
}

fn method_name(kind: MethodKind, name: Atom) -> OwnName {
    match kind {
        MethodKind::Getter => OwnName::Getter(name),
        MethodKind::Setter => OwnName::Setter(name),
        _ => OwnName::Name(name),
    }
}

fn kind_of(is_async: bool, is_generator: bool) -> FunctionKind {
    match (is_async, is_generator) {
        (true, true) => FunctionKind::AsyncGenerator,
        (true, false) => FunctionKind::Async,
        (false, true) => FunctionKind::Generator,
        (false, false) => FunctionKind::Function,
    }
}

/// Opens the frame of a function that can't suspend.
fn open_function(own: OwnName, span: Span, file: &mut Walk) -> Opened {
    let opening = Opening {
        span,
        kind: FunctionKind::Function,
        body: NO_BODY,
        has_with: false,
        stand_in: None,
    };
    open(own, opening, file)
}

fn body_of_function(node: &Function) -> Option<Body<'_>> {
    let body = node.body.as_ref()?;
    Some(Body::Statements(&body.stmts))
}

fn body_of_arrow_function(node: &ArrowExpr) -> Option<Body<'_>> {
    Some(body_of_arrow(node))
}

fn body_of_getter(node: &GetterProp) -> Option<Body<'_>> {
    getter_stmts(node).map(Body::Statements)
}

/// What there is to know of a function before its frame is opened.
struct Opening<'a> {
    span: Span,
    kind: FunctionKind,
    body: Body<'a>,
    has_with: bool,
    /// The lowered async function that it is.
    stand_in: Option<StandIn>,
}

const NO_BODY: Body = Body::Statements(&[]);

fn open(own: OwnName, opening: Opening, file: &mut Walk) -> Opened {
    let Opening {
        span,
        kind,
        body,
        has_with,
        stand_in,
    } = opening;
    let is_lowered = stand_in.is_some();
    let StandIn {
        kind,
        name,
        position,
        is_included,
    } = stand_in.unwrap_or_else(|| StandIn {
        kind,
        name: qualified_name(&own, file),
        position: file.positions.of(span),
        is_included: true,
    });
    let is_left_alone = file.ignoring > 0
        || !is_included
        || !file.options.kinds.contains(&kind)
        || file.is_covered(span)
        || has_with;
    let record = position.filter(|_| !is_left_alone).map(|(line, column)| {
        let name = name.name;
        file.functions.push(Some(FunctionMetadata {
            name,
            kind,
            line,
            column,
            counted: false,
        }));
        file.functions.len() - 1
    });
    // What an earlier transform has generated stands in the name of what is around it.
    let path = if position.is_some() {
        name.path
    } else {
        file.frame.path.clone()
    };
    let ctxt = if record.is_some() {
        fresh_context()
    } else {
        file.names.ctxt
    };
    let lowered = file.lowered.as_ref().filter(|_| is_lowered);
    let is_await =
        |node: &YieldExpr| lowered.is_some_and(|lowered| is_lowered_await(kind, lowered, node));
    let frame = Frame {
        dependences: record.and_then(|_| dependences_in(body, kind, &is_await)),
        is_lowered,
        ..Frame::new(kind, record, path, ctxt)
    };
    let outer = std::mem::replace(&mut file.frame, frame);
    Opened { outer, record }
}

fn close(opened: Opened, file: &mut Walk) {
    file.add_dependences();
    file.frame = opened.outer;
}

fn rewrite_body(
    opened: Opened,
    body: &mut band::Body,
    params: impl FnOnce(&mut HashSet<Atom>),
    file: &mut Walk,
) {
    file.frame.is_busy = false;
    file.within(Ancestor::Boundary, |file| {
        visit_block_statement(&mut body.stmts, true, file)
    });
    instrument_body(&opened, &mut body.stmts, params, file);
    close(opened, file);
}

/// Returns whether there is anything to instrument. `params` adds the names of the parameters.
fn instrument_body(
    opened: &Opened,
    stmts: &mut Vec<Stmt>,
    params: impl FnOnce(&mut HashSet<Atom>),
    file: &mut Walk,
) -> bool {
    let Some(record) = opened.record else {
        return false;
    };
    let is_leaf = file.frame.kind == FunctionKind::Function && !file.frame.is_busy;
    let directives = stmts.iter().map_while(directive).count();
    match file.options.leaves {
        Leaves::Skip if is_leaf => {
            if let Some(function) = file.functions.get_mut(record) {
                *function = None;
            }
            return false;
        }
        Leaves::Count if is_leaf => {
            if let Some(Some(function)) = file.functions.get_mut(record) {
                function.counted = true;
            }
            stmts.insert(directives, count_calls(record, file));
            return true;
        }
        _ => {}
    }
    let body = stmts.split_off(directives);
    let has_functions = body
        .iter()
        .any(|stmt| matches!(stmt, Stmt::Decl(Decl::Fn(_)) | Stmt::Labeled(_)));
    let mut names = HashSet::new();
    if has_functions {
        params(&mut names);
    }
    let body = in_block(names, body, file);
    let handler = (file.frame.replaceable > 0).then(|| forget_returned_promise(file));
    stmts.push(Stmt::Decl(Decl::Var(Box::new(
        file.begin(record, VarDeclKind::Const),
    ))));
    stmts.push(try_finally(body, handler, vec![file.end()]));
    true
}
