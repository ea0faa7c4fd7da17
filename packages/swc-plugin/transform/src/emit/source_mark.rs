use super::nodes::{call, member, statement, string};
use crate::band::{arrow_body_mut, ArrowBody};
use crate::file_state::FileState;
use crate::names::hash::{base_36, hash};
use crate::positions::Positions;
use crate::swc_core::common::comments::{Comment, CommentKind, Comments};
use crate::swc_core::common::{BytePos, Span, Spanned, DUMMY_SP};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};
use crate::visitors::serialized_functions::directive;

const SOURCE_MARK: &str = "!coroscope:";

/// The text of a file, from which the runtime answers `Function.prototype.toString`.
pub struct SourceText<'a> {
    comments: &'a dyn Comments,
    code: &'a str,
    /// Identifies the file among all others.
    key: String,
    text: Text,
    /// The marks of the classes around what is being visited, for their constructors.
    classes: Vec<Option<Mark>>,
}

/// Which functions are known to be JavaScript as they were written.
enum Text {
    All,
    /// Those in whose tree there is nothing else.
    ByTree,
    /// None, since types or decorators may have been removed from the tree.
    None,
}

/// What a comment says of the text of a function or class.
#[derive(Clone)]
pub struct Mark(String);

impl<'a> SourceText<'a> {
    pub fn new(
        program: &Program,
        code: &'a str,
        filename: &str,
        comments: &'a dyn Comments,
    ) -> Self {
        let length = code.encode_utf16().count();
        let key = hash(&[filename, code]) + &base_36(u32::try_from(length).unwrap_or_default());
        let is_typescript = [".ts", ".tsx", ".mts", ".cts"]
            .iter()
            .any(|extension| filename.ends_with(extension));
        let text = match (is_javascript(program), has_lowered_decorators(program)) {
            (_, true) => Text::None,
            (true, _) if is_typescript => Text::None,
            (true, _) => Text::All,
            (false, _) => Text::ByTree,
        };
        Self {
            comments,
            code,
            key,
            text,
            classes: Vec::new(),
        }
    }

    /// `start` may be after the beginning of the span.
    fn mark<N: VisitWith<Foreign>>(
        &self,
        start: usize,
        span: Span,
        node: &N,
        positions: &Positions,
    ) -> Option<Mark> {
        let Self { code, key, .. } = self;
        let units = |offset| Some(code.get(..offset)?.encode_utf16().count());
        let is_plain = match self.text {
            Text::All => true,
            Text::ByTree => is_javascript(node),
            Text::None => false,
        };
        let sign = if is_plain { "" } else { "-" };
        let (start, end) = (units(start)?, units(positions.offset(span.hi)?)?);
        Some(Mark(format!("{SOURCE_MARK}{key}:{start}:{sign}{end}")))
    }

    /// Puts a mark before what begins there.
    fn add(&self, position: BytePos, Mark(text): Mark) {
        let comment = Comment {
            kind: CommentKind::Block,
            span: DUMMY_SP,
            text: text.into(),
        };
        self.comments.add_leading(position, comment);
    }
}

impl FileState<'_> {
    /// The mark of a function or class; none without the option `source_text`.
    pub fn source_mark<N: VisitWith<Foreign>>(&self, span: Span, node: &N) -> Option<Mark> {
        let source = self.source.as_ref()?;
        let start = self.positions.offset(span.lo)?;
        source.mark(start, span, node, &self.positions)
    }

    /// The mark of a method, whose text begins after its decorators and `static`.
    pub fn method_mark<N: VisitWith<Foreign>>(
        &self,
        span: Span,
        node: &N,
        function: &Function,
        is_static: bool,
    ) -> Option<Mark> {
        let source = self.source.as_ref()?;
        let begin = function
            .decorators
            .last()
            .map_or(span.lo, |last| last.span.hi);
        let mut start = after_space(source.code, self.positions.offset(begin)?);
        let keyword = source.code.get(start..).filter(|_| is_static);
        if keyword.is_some_and(|rest| rest.starts_with("static")) {
            start = after_space(source.code, start + "static".len());
        }
        source.mark(start, span, node, &self.positions)
    }

    /// Has the constructor of the class that is visited next marked as the class is: it is no function of
    /// its own.
    pub fn enter_class(&mut self, mark: Option<Mark>) {
        if let Some(source) = &mut self.source {
            source.classes.push(mark);
        }
    }

    pub fn leave_class(&mut self) -> Option<Mark> {
        self.source.as_mut()?.classes.pop()?
    }

    pub fn class_mark(&self) -> Option<Mark> {
        self.source.as_ref()?.classes.last()?.clone()
    }

    /// Marks a function with the range of its text, in a legal comment before its first statement, where
    /// other tools keep it. The end is negative where the text is not all JavaScript, and has to be
    /// compiled before an engine can run it.
    ///
    /// ```js
    /// const f = (x) => g(x);
    /// // becomes
    /// const f = (x) => { /*!coroscope:1q9zk3pm:10:21*/ … return g(x); … };
    /// ```
    pub fn mark_body(&self, stmts: &mut Vec<Stmt>, mark: Option<Mark>) {
        let (Some(source), Some(mark)) = (&self.source, mark) else {
            return;
        };
        let directives = stmts.iter().map_while(directive).count();
        let emitted = Span::dummy_with_cmt();
        match stmts.get_mut(directives) {
            Some(Stmt::Decl(Decl::Var(first))) if first.span.is_dummy() => first.span = emitted,
            Some(Stmt::If(first)) if first.span.is_dummy() => first.span = emitted,
            Some(first) if !first.span_lo().is_dummy() => {
                source.add(first.span_lo(), mark);
                return;
            }
            _ => stmts.insert(directives, Stmt::Empty(EmptyStmt { span: emitted })),
        }
        source.add(emitted.lo, mark);
    }

    pub fn mark_arrow_body(&self, body: &mut ArrowBody, mark: Option<Mark>) {
        if let Some(body) = arrow_body_mut(body) {
            self.mark_body(&mut body.stmts, mark);
        } else if let (Some(source), Some(mark)) = (&self.source, mark) {
            if !body.span_lo().is_dummy() {
                source.add(body.span_lo(), mark);
            }
        }
    }

    /// ```js
    /// class A { m() {} }
    /// // becomes
    /// class A { /*!coroscope:1q9zk3pm:0:18*/ m() { … } }
    /// ```
    pub fn mark_class(&self, node: &mut Class, mark: Option<Mark>) {
        let (Some(source), Some(mark)) = (&self.source, mark) else {
            return;
        };
        let first = node.body.first().map(Spanned::span_lo);
        let position = first.filter(|lo| !lo.is_dummy()).unwrap_or_else(|| {
            let span = Span::dummy_with_cmt();
            node.body.insert(0, ClassMember::Empty(EmptyStmt { span }));
            span.lo
        });
        source.add(position, mark);
    }

    /// `$c.source("1q9zk3pm", "const f = (x) => g(x);", $b);`
    pub fn register_source(&self) -> Option<Stmt> {
        let SourceText { code, key, .. } = self.source.as_ref()?;
        let text = |text: &str| Expr::Lit(Lit::Str(string(text)));
        let args = vec![text(key), text(code), Expr::Ident(self.names.base.clone())];
        Some(statement(call(member(self.probes(), "source"), args)))
    }
}

/// The offset of the first thing after an offset that is neither space nor a comment.
fn after_space(code: &str, mut offset: usize) -> usize {
    loop {
        let rest = code.get(offset..).unwrap_or_default();
        let trimmed = rest.trim_start();
        offset += rest.len() - trimmed.len();
        let comment = if let Some(text) = trimmed.strip_prefix("/*") {
            text.find("*/").map(|end| end + 4)
        } else if let Some(text) = trimmed.strip_prefix("//") {
            text.find(['\n', '\r', '\u{2028}', '\u{2029}'])
                .map(|end| end + 2)
        } else {
            None
        };
        match comment {
            Some(length) => offset += length,
            None => return offset,
        }
    }
}

/// Whether engines can run the text of a node: it has no types, JSX or decorators.
fn is_javascript<N: VisitWith<Foreign>>(node: &N) -> bool {
    let mut foreign = Foreign { found: false };
    node.visit_with(&mut foreign);
    !foreign.found
}

pub struct Foreign {
    found: bool,
}

impl Foreign {
    fn find(&mut self, is_foreign: bool) {
        self.found |= is_foreign;
    }
}

impl Visit for Foreign {
    fn visit_accessibility(&mut self, _: &Accessibility) {
        self.found = true;
    }

    fn visit_auto_accessor(&mut self, _: &AutoAccessor) {
        self.found = true;
    }

    fn visit_decorator(&mut self, _: &Decorator) {
        self.found = true;
    }

    fn visit_jsx_element(&mut self, _: &JSXElement) {
        self.found = true;
    }

    fn visit_jsx_fragment(&mut self, _: &JSXFragment) {
        self.found = true;
    }

    fn visit_ts_enum_decl(&mut self, _: &TsEnumDecl) {
        self.found = true;
    }

    fn visit_ts_export_assignment(&mut self, _: &TsExportAssignment) {
        self.found = true;
    }

    fn visit_ts_expr_with_type_args(&mut self, _: &TsExprWithTypeArgs) {
        self.found = true;
    }

    fn visit_ts_import_equals_decl(&mut self, _: &TsImportEqualsDecl) {
        self.found = true;
    }

    fn visit_ts_index_signature(&mut self, _: &TsIndexSignature) {
        self.found = true;
    }

    fn visit_ts_interface_decl(&mut self, _: &TsInterfaceDecl) {
        self.found = true;
    }

    fn visit_ts_module_decl(&mut self, _: &TsModuleDecl) {
        self.found = true;
    }

    fn visit_ts_param_prop(&mut self, _: &TsParamProp) {
        self.found = true;
    }

    fn visit_ts_type(&mut self, _: &TsType) {
        self.found = true;
    }

    fn visit_ts_type_alias_decl(&mut self, _: &TsTypeAliasDecl) {
        self.found = true;
    }

    fn visit_ts_type_param_decl(&mut self, _: &TsTypeParamDecl) {
        self.found = true;
    }

    fn visit_ts_type_param_instantiation(&mut self, _: &TsTypeParamInstantiation) {
        self.found = true;
    }

    fn visit_ts_non_null_expr(&mut self, _: &TsNonNullExpr) {
        self.found = true;
    }

    fn visit_ts_const_assertion(&mut self, _: &TsConstAssertion) {
        self.found = true;
    }

    // Words and marks (`?`, `!`) that are flags on nodes of JavaScript

    fn visit_binding_ident(&mut self, node: &BindingIdent) {
        self.find(node.id.optional);
        node.visit_children_with(self);
    }

    fn visit_class(&mut self, node: &Class) {
        self.find(node.is_abstract);
        node.visit_children_with(self);
    }

    fn visit_class_decl(&mut self, node: &ClassDecl) {
        self.find(node.declare);
        node.visit_children_with(self);
    }

    fn visit_class_method(&mut self, node: &ClassMethod) {
        self.find(node.is_abstract || node.is_optional || node.is_override);
        node.visit_children_with(self);
    }

    fn visit_class_prop(&mut self, node: &ClassProp) {
        self.find(
            node.is_abstract
                || node.is_optional
                || node.is_override
                || node.readonly
                || node.declare
                || node.definite,
        );
        node.visit_children_with(self);
    }

    fn visit_private_method(&mut self, node: &PrivateMethod) {
        self.find(node.is_abstract || node.is_optional || node.is_override);
        node.visit_children_with(self);
    }

    fn visit_private_prop(&mut self, node: &PrivateProp) {
        self.find(node.is_optional || node.is_override || node.readonly || node.definite);
        node.visit_children_with(self);
    }

    fn visit_function(&mut self, node: &Function) {
        self.find(node.body.is_none());
        node.visit_children_with(self);
    }

    fn visit_import_decl(&mut self, node: &ImportDecl) {
        self.find(node.type_only);
        node.visit_children_with(self);
    }

    fn visit_import_named_specifier(&mut self, node: &ImportNamedSpecifier) {
        self.find(node.is_type_only);
    }

    fn visit_named_export(&mut self, node: &NamedExport) {
        self.find(node.type_only);
        node.visit_children_with(self);
    }

    fn visit_export_named_specifier(&mut self, node: &ExportNamedSpecifier) {
        self.find(node.is_type_only);
    }

    fn visit_var_decl(&mut self, node: &VarDecl) {
        self.find(node.declare);
        node.visit_children_with(self);
    }

    fn visit_var_declarator(&mut self, node: &VarDeclarator) {
        self.find(node.definite);
        node.visit_children_with(self);
    }
}

/// Whether SWC has lowered decorators, so that the tree does not show them.
fn has_lowered_decorators(program: &Program) -> bool {
    let mut helpers = DecoratorHelpers { found: false };
    program.visit_with(&mut helpers);
    helpers.found
}

struct DecoratorHelpers {
    found: bool,
}

impl Visit for DecoratorHelpers {
    fn visit_ident(&mut self, node: &Ident) {
        self.found |= node.sym == *"_ts_decorate" || node.sym.starts_with("_apply_decs");
    }
}
