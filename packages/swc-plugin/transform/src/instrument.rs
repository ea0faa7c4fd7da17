use std::collections::HashMap;

use crate::body::Body;
use crate::dependence::dependences_in;
use crate::early_errors::has_early_errors;
use crate::emit::source_mark::SourceText;
use crate::file_state::{FileState, Frame};
use crate::hints::Hints;
use crate::instrumented::{is_instrumented, is_runtime};
use crate::lowered::lowered_functions::LoweredFunctions;
use crate::lowered::state_machines::holds_state_machines;
use crate::metadata::{encode_metadata, FunctionKind, FunctionMetadata};
use crate::names::hash::hash;
use crate::names::Names;
use crate::options::{Options, RuntimeAccess, SourceType};
use crate::positions::Positions;
use crate::swc_core::common::comments::Comments;
use crate::swc_core::common::{BytePos, SyntaxContext};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitMut, VisitMutWith, VisitWith};
use crate::visitors::disposal::{expand_disposals, is_using, visit_declaration};
use crate::visitors::program::{complete_program, Registration};

const STATE_MACHINES: &str = "async functions have been compiled to ES5, so that their waits are not seen; \
    compile to ES2015 or later (`target` of TypeScript, esbuild and bundlers, `jsc.target` of SWC, `targets` \
    of preset-env)";

/// The text of a file.
pub struct Source<'a> {
    pub code: &'a str,
    /// The position of its first byte.
    pub start: BytePos,
    /// Where comments are added, for the option `source_text`.
    pub comments: Option<&'a dyn Comments>,
}

/// Instruments a tree in place. Types, JSX and decorators may still be in it.
///
/// `unresolved` is the context of names that are declared nowhere in the file; `warn` is called with one
/// line for each hint that can't be understood. Returns false where the file is left as it was: there
/// is nothing to instrument, a hint says so, it has been instrumented before, it is the runtime, or it has
/// an error that the engine is to find.
pub fn instrument(
    program: &mut Program,
    source: &Source<'_>,
    options: &Options,
    unresolved: SyntaxContext,
    warn: &mut dyn FnMut(String),
) -> bool {
    let Source {
        code,
        start,
        comments,
    } = *source;
    let positions = Positions::new(code, start);
    let hints = Hints::find(program, code, &options.filename, &positions, start, warn);
    if hints.as_ref().is_some_and(|hints| hints.ignores_file)
        || is_instrumented(program, code)
        || is_runtime(program, code)
        || has_early_errors(program)
    {
        return false;
    }
    if holds_state_machines(program, code) {
        warn(format!("{}: {STATE_MACHINES}", options.filename));
    }
    let source_type = source_type_of(program, &options.filename, unresolved);
    let runtime = options.runtime_access(source_type);
    let is_script = runtime == RuntimeAccess::Global && source_type == SourceType::Script;
    let suffix = if is_script {
        hash(&[&options.filename, code])
    } else {
        String::new()
    };
    let names = Names::choose(program, code, &suffix, runtime, unresolved);
    let module = options
        .kinds
        .contains(&FunctionKind::Module)
        .then(module_metadata);
    let record = module.as_ref().map(|_| 0);
    let lowered = LoweredFunctions::find(program, code);
    let source = comments
        .filter(|_| options.source_text)
        .map(|comments| SourceText::new(program, code, &options.filename, comments));
    let mut body = take_body(program);
    let dependences =
        record.and_then(|_| dependences_in(Body::Program(&body), FunctionKind::Module, &|_| false));
    let frame = Frame {
        dependences,
        ..Frame::new(FunctionKind::Module, record, String::new(), names.ctxt)
    };
    let mut file = FileState {
        options,
        names,
        positions,
        hints,
        ancestors: Vec::new(),
        source,
        lowered,
        stand_ins: HashMap::new(),
        functions: module.into_iter().map(Some).collect(),
        sites: Vec::new(),
        frame,
        ignoring: 0,
        has_with: code.contains("with"),
        program_disposes: body.iter().any(|item| item.as_stmt().is_some_and(is_using)),
    };
    let mut body = visit_body(&mut body, &mut file);
    file.add_dependences();
    let is_empty = file.functions.iter().all(Option::is_none);
    if !is_empty {
        let registration = register(&mut body, &mut file);
        complete_program(&mut body, registration, runtime, is_script, &mut file);
    }
    give_body(program, body);
    !is_empty
}

fn module_metadata() -> FunctionMetadata {
    FunctionMetadata {
        name: "<module>".into(),
        kind: FunctionKind::Module,
        line: 1,
        column: 1,
        counted: false,
    }
}

fn visit_body(body: &mut Vec<ModuleItem>, file: &mut FileState) -> Vec<ModuleItem> {
    let is_rewritten = file.is_instrumented() && file.program_disposes;
    let mut items = Vec::with_capacity(body.len());
    let mut scope = Vec::new();
    for mut item in body.drain(..) {
        match item {
            ModuleItem::Stmt(stmt) if is_rewritten && is_using(&stmt) => {
                let declared = visit_declaration(stmt, file);
                items.push(None);
                scope.push(declared);
            }
            _ => {
                item.visit_mut_with(file);
                items.push(Some(item));
            }
        }
    }
    let mut scope = scope.into_iter();
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Some(item) => all.push(item),
            None => {
                let declared = scope.next().into_iter().collect();
                all.extend(
                    expand_disposals(declared, file)
                        .into_iter()
                        .map(ModuleItem::Stmt),
                );
            }
        }
    }
    all
}

/// A module that has nothing of one is CommonJS if it uses what only that has.
fn source_type_of(program: &Program, filename: &str, unresolved: SyntaxContext) -> SourceType {
    if filename.ends_with(".cjs") || filename.ends_with(".cts") {
        return SourceType::CommonJs;
    }
    if let Program::Module(module) = program {
        if module.body.iter().any(ModuleItem::is_module_decl) {
            return SourceType::Module;
        }
    }
    let mut globals = CommonJsGlobals {
        unresolved,
        found: false,
    };
    program.visit_with(&mut globals);
    match program {
        _ if globals.found => SourceType::CommonJs,
        Program::Module(_) => SourceType::Module,
        _ => SourceType::Script,
    }
}

struct CommonJsGlobals {
    unresolved: SyntaxContext,
    found: bool,
}

impl Visit for CommonJsGlobals {
    fn visit_ident(&mut self, node: &Ident) {
        self.found |= node.ctxt == self.unresolved
            && matches!(node.sym.as_str(), "require" | "module" | "exports");
    }
}

fn take_body(program: &mut Program) -> Vec<ModuleItem> {
    match program {
        Program::Module(module) => std::mem::take(&mut module.body),
        Program::Script(script) => script.body.drain(..).map(ModuleItem::Stmt).collect(),
        _ => Vec::new(),
    }
}

fn give_body(program: &mut Program, body: Vec<ModuleItem>) {
    match program {
        Program::Module(module) => module.body = body,
        Program::Script(script) => {
            script.body = body.into_iter().filter_map(|item| item.stmt()).collect();
        }
        _ => {}
    }
}

/// What there is to register, once functions that were left out after all have lost their numbers.
fn register(body: &mut [ModuleItem], file: &mut FileState) -> Registration {
    let mut index = 0;
    let indices: Vec<usize> = file
        .functions
        .iter()
        .map(|function| {
            let own = index;
            index += usize::from(function.is_some());
            own
        })
        .collect();
    if index < indices.len() {
        let mut renumbering = Renumbering {
            base: file.names.base.to_id(),
            indices: &indices,
        };
        body.iter_mut()
            .for_each(|item| item.visit_mut_with(&mut renumbering));
        for site in &mut file.sites {
            site.function = indices.get(site.function).copied().unwrap_or_default();
        }
        file.frame.record = file
            .frame
            .record
            .and_then(|record| indices.get(record).copied());
    }
    let functions: Vec<_> = file.functions.iter().flatten().cloned().collect();
    Registration {
        functions: functions.len(),
        sites: file.sites.len(),
        metadata: encode_metadata(&functions, &file.sites),
    }
}

struct Renumbering<'a> {
    base: Id,
    indices: &'a [usize],
}

impl VisitMut for Renumbering<'_> {
    fn visit_mut_call_expr(&mut self, node: &mut CallExpr) {
        node.visit_mut_children_with(self);
        let Callee::Expr(callee) = &node.callee else {
            return;
        };
        if callee
            .as_ident()
            .is_none_or(|name| name.to_id() != self.base)
        {
            return;
        }
        let Some(argument) = node.args.first_mut() else {
            return;
        };
        if let Expr::Lit(Lit::Num(index)) = argument.expr.as_mut() {
            if let Some(own) = self.indices.get(index.value as usize) {
                index.value = *own as f64;
            }
        }
    }
}
