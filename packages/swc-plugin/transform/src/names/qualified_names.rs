use super::elements::is_factory;
use crate::emit::nodes::unparenthesised;
use crate::file_state::FileState;
use crate::lowered::lowered_functions::LoweredFunctions;
use crate::metadata::FunctionKind;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::{self, *};

/// What a name needs to know of a node around a function.
pub enum Ancestor {
    /// A body: what is outside of it has named the function that it belongs to.
    Boundary,
    /// What is returned from the function around it.
    Returned,
    /// Its value is that of its child, or holds it.
    Transparent,
    /// Hides what is done with the value of its child.
    Opaque,
    Object,
    Class(Option<Atom>),
    Namespace(Atom),
    /// Gives its child a name.
    Name {
        name: Option<Atom>,
        kind: Naming,
    },
    Call(Box<Call>),
    /// A tagged template, with its tag.
    TaggedTemplate(Option<Atom>),
}

impl Ancestor {
    pub fn property(name: Atom) -> Self {
        Self::Name {
            name: Some(name),
            kind: Naming::Property,
        }
    }

    pub fn variable(name: Option<Atom>) -> Self {
        Self::Name {
            name,
            kind: Naming::Variable,
        }
    }

    /// A default value, or the attribute of an element.
    pub fn other(name: Option<Atom>) -> Self {
        Self::Name {
            name,
            kind: Naming::Other,
        }
    }

    pub fn tagged_template(tag: &Expr) -> Self {
        Self::TaggedTemplate(callee_name(tag))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    Property,
    /// A variable, an assignment, a field or a default export.
    Variable,
    /// It says less than a function that is called.
    Other,
}

pub struct Call {
    callee: Callee,
    /// What its callbacks are named after: the function that is called or, in `it.each(table)('adds')`,
    /// the one that returned it.
    name: Option<Atom>,
    /// Whether it is neither optional nor `new`.
    is_plain: bool,
    /// The text of the first argument, or for an element what it is of.
    first: Option<Atom>,
    /// The argument that is being visited; none for the callee.
    pub argument: Option<usize>,
    /// Whether the callee is a function that is bound, so that the call gives that function.
    binds: bool,
    /// Whether the callee is a function in which Babel keeps what a helper has returned.
    keeps_lowered: bool,
    /// The generator that the call, of a helper, is given.
    lowered: Option<Lowered>,
}

struct Lowered {
    argument: usize,
    kind: FunctionKind,
    address: usize,
}

enum Callee {
    Identifier(Atom),
    /// What is called of an object, unless it is computed, and the object's name where it is a variable.
    Member(Option<Atom>, Option<Atom>),
    Other,
}

/// What a function calls itself.
pub enum OwnName {
    None,
    Name(Atom),
    Constructor,
    Getter(Atom),
    Setter(Atom),
}

pub struct QualifiedName {
    pub name: String,
    /// What the names of functions inside start with.
    pub path: String,
}

const ANONYMOUS: &str = "<anonymous>";
/// A function that another one makes and returns.
const RETURNED: &str = "<returned>";
/// A function that is called where it stands.
const IIFE: &str = "<iife>";
/// A string argument that is longer does not help to recognise a callback.
const LONGEST_LABEL: usize = 24;

/// The name by which a person would look for a function: the functions, classes and objects around
/// it, then its own. A callback is called after what it is given to, in angle brackets. A function that is
/// called where it stands is no part of the names of those inside.
pub fn qualified_name(own: &OwnName, file: &FileState) -> QualifiedName {
    let mut segments = segments_of(own, file);
    let outer = &file.frame.path;
    let is_iife = segments.last().is_some_and(|last| last == IIFE);
    if segments.first().is_some_and(|first| first == ANONYMOUS) && outer.ends_with(ANONYMOUS) {
        segments.remove(0);
    }
    if !outer.is_empty() {
        segments.insert(0, outer.as_str().into());
    }
    if matches!(own, OwnName::Constructor) {
        segments.pop();
        let path = joined(&segments);
        let name = format!("new {}", if path.is_empty() { ANONYMOUS } else { &path });
        return QualifiedName { name, path };
    }
    let path = joined(&segments);
    if is_iife {
        return QualifiedName {
            name: path,
            path: outer.clone(),
        };
    }
    let name = match own {
        OwnName::Getter(_) => format!("get {path}"),
        OwnName::Setter(_) => format!("set {path}"),
        _ => path.clone(),
    };
    QualifiedName { name, path }
}

fn joined(segments: &[Atom]) -> String {
    let segments: Vec<&str> = segments.iter().map(Atom::as_str).collect();
    segments.join(".")
}

/// The segments of a name from the enclosing function inwards.
fn segments_of(own: &OwnName, file: &FileState) -> Vec<Atom> {
    // From the inside outwards.
    let mut segments: Vec<Atom> = Vec::new();
    let mut is_unnamed = false;
    match own {
        OwnName::None => is_unnamed = true,
        OwnName::Constructor => segments.push("constructor".into()),
        OwnName::Name(name) | OwnName::Getter(name) | OwnName::Setter(name) => {
            segments.push(name.clone());
        }
    }
    let mut is_wrapped = false;
    let mut around = file.ancestors.as_slice();
    while let Some((parent, outer)) = around.split_last() {
        around = outer;
        match parent {
            Ancestor::Boundary => break,
            Ancestor::Returned => {
                if is_unnamed && segments.is_empty() {
                    segments.push(RETURNED.into());
                }
                break;
            }
            // As with JSX itself, elements are no part of the names of what is in them.
            Ancestor::Object if is_attributes_of(around.last()) => is_unnamed = false,
            Ancestor::Object => is_unnamed = true,
            Ancestor::Class(Some(name)) => {
                segments.push(name.clone());
                is_unnamed = false;
            }
            Ancestor::Class(None) => is_unnamed = true,
            Ancestor::Namespace(name) => {
                segments.push(name.clone());
                is_unnamed = false;
            }
            _ if !is_unnamed => {}
            Ancestor::Transparent => {}
            Ancestor::Call(call) if call.gives_child() => {}
            Ancestor::Call(call) if !call.is_element() && call.is_wrapper(around) => {
                is_wrapped = segments.is_empty();
            }
            _ => {
                match name_given(parent, around) {
                    Some(name) if is_wrapped => segments.push(format!("<{name}>").into()),
                    Some(name) => segments.push(name),
                    None if segments.is_empty() => {
                        let is_called =
                            matches!(parent, Ancestor::Call(call) if call.calls_child());
                        segments.push(if is_called { IIFE } else { ANONYMOUS }.into());
                    }
                    None => {}
                }
                is_unnamed = false;
                is_wrapped = false;
            }
        }
    }
    if segments.is_empty() {
        segments.push(ANONYMOUS.into());
    }
    segments.reverse();
    segments
}

/// The name that a value gets from the place where it stands.
fn name_given(parent: &Ancestor, around: &[Ancestor]) -> Option<Atom> {
    if let (Some(Ancestor::Object), outer) = (around.last(), around.iter().rev().nth(1)) {
        if let Some(element) = attributes_of(outer) {
            let Ancestor::Name {
                name: Some(name),
                kind: Naming::Property,
            } = parent
            else {
                return None;
            };
            return Some(match name.as_str() {
                "children" => element.element_label(),
                name => format!("<{name}>").into(),
            });
        }
    }
    match parent {
        Ancestor::Name { name, .. } => name.clone(),
        Ancestor::TaggedTemplate(tag) => tag.as_ref().map(|tag| format!("<{tag}>").into()),
        Ancestor::Call(call) => match call.argument {
            None => None,
            Some(_) if call.is_element() => Some(call.element_label()),
            Some(_) => call.callee_label(),
        },
        _ => None,
    }
}

/// The call that makes the element whose attributes its child is.
fn attributes_of(parent: Option<&Ancestor>) -> Option<&Call> {
    match parent {
        Some(Ancestor::Call(call)) if call.is_element() && call.argument == Some(1) => Some(call),
        _ => None,
    }
}

fn is_attributes_of(parent: Option<&Ancestor>) -> bool {
    attributes_of(parent).is_some()
}

impl Call {
    pub fn new(callee: Option<&Expr>, first: Option<&ExprOrSpread>, is_plain: bool) -> Self {
        let name = callee.and_then(callee_name);
        let callee = callee
            .map(unparenthesised)
            .map_or(Callee::Other, Callee::of);
        let mut call = Self {
            callee,
            name,
            is_plain,
            first: None,
            argument: None,
            binds: false,
            keeps_lowered: false,
            lowered: None,
        };
        let first = first
            .filter(|first| first.spread.is_none())
            .map(|first| unparenthesised(&first.expr));
        call.first = match first {
            Some(Expr::Lit(Lit::Str(text))) => Some(text.value.to_atom_lossy().into_owned()),
            Some(first) if call.is_element() => member_path(first),
            Some(first) => text_of(first),
            None => None,
        };
        call
    }

    /// A call that is neither optional nor `new`.
    pub fn of(node: &CallExpr) -> Self {
        let callee = node.callee.as_expr().map(AsRef::as_ref);
        let mut call = Self::new(callee, node.args.first(), true);
        call.binds = callee.is_some_and(is_bound);
        if node.callee.is_super_() {
            call.name = Some("super".into());
        }
        call
    }

    /// Finds out what the call has to do with lowered async functions, in a file that has some.
    pub fn find_lowered(&mut self, node: &CallExpr, lowered: &LoweredFunctions) {
        self.keeps_lowered = node
            .callee
            .as_expr()
            .is_some_and(|callee| lowered.is_kept_by(callee));
        let given = lowered.helpers.generator_given_in(node);
        self.lowered = given.map(|(argument, generator)| Lowered {
            argument,
            kind: generator.kind,
            address: generator.address(),
        });
    }

    /// The kind of the lowered async function that a generator at this address is, if it is given to the
    /// call; none if not.
    pub fn kind_of_lowered(&self, address: usize) -> Option<FunctionKind> {
        let lowered = self.lowered.as_ref()?;
        (lowered.address == address).then_some(lowered.kind)
    }

    /// Whether the call gives the function that its child, as it is being visited, stands for.
    fn gives_child(&self) -> bool {
        match (self.argument, &self.lowered) {
            (None, _) => self.binds || self.keeps_lowered,
            (Some(argument), Some(lowered)) => lowered.argument == argument,
            _ => false,
        }
    }

    /// Whether it calls its child, as it is being visited, and not as a constructor.
    fn calls_child(&self) -> bool {
        self.is_plain && self.argument.is_none()
    }

    /// `_jsx('button', { onClick })`, `React.createElement('button', { onClick })`
    fn is_element(&self) -> bool {
        self.is_plain
            && match &self.callee {
                Callee::Identifier(name) | Callee::Member(_, Some(name)) => is_factory(name),
                _ => false,
            }
    }

    /// `const handler = useCallback(() => {})`: the variable says more than the function called.
    fn is_wrapper(&self, around: &[Ancestor]) -> bool {
        let Some((parent, around)) = around.split_last() else {
            return false;
        };
        let is_assigned = match parent {
            Ancestor::Call(call) => call.is_wrapper(around),
            Ancestor::Name { name, kind } => name.is_some() && *kind != Naming::Other,
            _ => false,
        };
        self.is_plain
            && is_assigned
            && match &self.callee {
                // A function that is called where it stands, for the value it returns.
                _ if self.argument.is_none() => true,
                Callee::Identifier(_) => true,
                Callee::Member(object, _) => object.as_deref() == Some("React"),
                Callee::Other => false,
            }
    }

    fn element_label(&self) -> Atom {
        format!("<{}>", self.first.as_deref().unwrap_or_default()).into()
    }

    /// `<map>`, or `<on close>` where the first argument tells callbacks apart.
    fn callee_label(&self) -> Option<Atom> {
        let name = self.name.as_ref()?;
        let label = self
            .first
            .as_ref()
            .filter(|first| first.encode_utf16().count() <= LONGEST_LABEL);
        Some(match label {
            Some(label) => format!("<{name} {label}>").into(),
            None => format!("<{name}>").into(),
        })
    }
}

impl Callee {
    fn of(callee: &Expr) -> Self {
        match callee {
            Expr::Ident(ident) => Self::Identifier(ident.sym.clone()),
            Expr::Member(member) => Self::of_member(member),
            _ => Self::Other,
        }
    }

    fn of_member(member: &MemberExpr) -> Self {
        let object = match unparenthesised(&member.obj) {
            Expr::Ident(object) => Some(object.sym.clone()),
            _ => None,
        };
        let name = match &member.prop {
            MemberProp::Ident(name) => Some(name.sym.clone()),
            _ => None,
        };
        Self::Member(object, name)
    }
}

/// The function that is called or, in `it.each(table)('adds')`, the one that returned it.
fn callee_name(callee: &Expr) -> Option<Atom> {
    match unwrapped(callee) {
        Expr::Ident(ident) => Some(ident.sym.clone()),
        Expr::Member(member) => Some(member_key(&member.prop)),
        Expr::SuperProp(member) => Some(path_of_super(member)),
        Expr::OptChain(chain) => match chain.base.as_ref() {
            OptChainBase::Member(member) => Some(member_key(&member.prop)),
            OptChainBase::Call(call) => callee_name(&call.callee),
            _ => None,
        },
        Expr::Call(CallExpr {
            callee: ast::Callee::Expr(callee),
            ..
        }) => callee_name(callee),
        Expr::Call(CallExpr {
            callee: ast::Callee::Super(_),
            ..
        }) => Some("super".into()),
        Expr::TaggedTpl(template) => callee_name(&template.tag),
        // Compilers call what is imported as `(0, module.load)()`.
        Expr::Seq(sequence) => callee_name(sequence.exprs.last()?),
        _ => None,
    }
}

/// `(function () {}).bind`, whose result is the same function to a reader.
fn is_bound(expr: &Expr) -> bool {
    method_of_function(expr).is_some_and(|name| name == "bind")
}

/// `(function () {}).bind`, `call` or `apply`
pub fn is_method_of_function(expr: &Expr) -> bool {
    method_of_function(expr).is_some_and(|name| matches!(name, "bind" | "call" | "apply"))
}

fn method_of_function(expr: &Expr) -> Option<&str> {
    let Expr::Member(MemberExpr {
        obj,
        prop: MemberProp::Ident(name),
        ..
    }) = unparenthesised(expr)
    else {
        return None;
    };
    matches!(unparenthesised(obj), Expr::Fn(_) | Expr::Arrow(_)).then(|| name.sym.as_str())
}

/// `'close'`, `` `close` ``, `Events.Close`
fn text_of(argument: &Expr) -> Option<Atom> {
    match argument {
        Expr::Tpl(template) if template.exprs.is_empty() => {
            let cooked = template.quasis.first()?.cooked.as_ref()?;
            Some(cooked.to_atom_lossy().into_owned())
        }
        Expr::Member(member) if !member.prop.is_computed() => member_path(argument),
        Expr::SuperProp(member) if member.prop.is_ident() => Some(path_of_super(member)),
        _ => None,
    }
}

/// An expression without the parentheses and casts around it.
pub fn unwrapped(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(node) => unwrapped(&node.expr),
        Expr::TsAs(node) => unwrapped(&node.expr),
        Expr::TsConstAssertion(node) => unwrapped(&node.expr),
        Expr::TsNonNull(node) => unwrapped(&node.expr),
        Expr::TsSatisfies(node) => unwrapped(&node.expr),
        Expr::TsTypeAssertion(node) => unwrapped(&node.expr),
        _ => expr,
    }
}

/// The name that an assignment gives to what is assigned.
pub fn assigned_name(node: &AssignExpr) -> Option<Atom> {
    let path = match &node.left {
        AssignTarget::Simple(SimpleAssignTarget::Ident(ident)) => ident.sym.clone(),
        AssignTarget::Simple(SimpleAssignTarget::Member(member)) => path_of_member(member),
        AssignTarget::Simple(SimpleAssignTarget::SuperProp(member)) => path_of_super(member),
        AssignTarget::Simple(SimpleAssignTarget::Paren(paren)) => member_path(&paren.expr)?,
        _ => return None,
    };
    if path == "module.exports" || path == "exports" {
        let is_object = matches!(unparenthesised(&node.right), Expr::Object(_));
        return (!is_object).then_some(path);
    }
    let name = ["module.exports.", "exports.", "this."]
        .iter()
        .find_map(|prefix| path.strip_prefix(prefix))
        .unwrap_or(&path);
    Some(name.replacen(".prototype.", ".", 1).into())
}

fn member_path(node: &Expr) -> Option<Atom> {
    match unparenthesised(node) {
        Expr::Ident(ident) => Some(ident.sym.clone()),
        Expr::This(_) => Some("this".into()),
        Expr::Member(member) => Some(path_of_member(member)),
        Expr::SuperProp(member) => Some(path_of_super(member)),
        _ => None,
    }
}

fn path_of_member(member: &MemberExpr) -> Atom {
    let key = member_key(&member.prop);
    match member_path(&member.obj) {
        Some(object) => format!("{object}.{key}").into(),
        None => key,
    }
}

fn member_key(key: &MemberProp) -> Atom {
    match key {
        MemberProp::Ident(name) => name.sym.clone(),
        MemberProp::PrivateName(name) => private_name(name),
        MemberProp::Computed(computed) => computed_key(&computed.expr),
        _ => ANONYMOUS.into(),
    }
}

fn path_of_super(member: &SuperPropExpr) -> Atom {
    match &member.prop {
        SuperProp::Ident(name) => name.sym.clone(),
        SuperProp::Computed(computed) => computed_key(&computed.expr),
        _ => ANONYMOUS.into(),
    }
}

pub fn key_name(key: &PropName) -> Atom {
    match key {
        PropName::Ident(name) => name.sym.clone(),
        PropName::Str(text) => text.value.to_atom_lossy().into_owned(),
        PropName::Num(number) => number_text(number),
        PropName::BigInt(number) => bigint_text(number),
        PropName::Computed(computed) => computed_key(&computed.expr),
        _ => ANONYMOUS.into(),
    }
}

fn computed_key(expr: &Expr) -> Atom {
    match unparenthesised(expr) {
        Expr::Lit(Lit::Str(text)) => text.value.to_atom_lossy().into_owned(),
        Expr::Lit(Lit::Num(number)) => number_text(number),
        Expr::Lit(Lit::BigInt(number)) => bigint_text(number),
        expr => format!("[{}]", member_path(expr).as_deref().unwrap_or("…")).into(),
    }
}

pub fn private_name(name: &PrivateName) -> Atom {
    format!("#{}", name.name).into()
}

/// As JavaScript writes it, for numbers that need no exponent.
fn number_text(number: &Number) -> Atom {
    number.value.to_string().into()
}

fn bigint_text(number: &BigInt) -> Atom {
    match &number.raw {
        Some(raw) => raw.trim_end_matches('n').replace('_', "").into(),
        None => number.value.to_string().into(),
    }
}

pub fn jsx_element_name(name: &JSXElementName) -> Atom {
    let text = match name {
        JSXElementName::Ident(name) => name.sym.to_string(),
        JSXElementName::JSXMemberExpr(member) => jsx_member_name(member),
        JSXElementName::JSXNamespacedName(name) => format!("{}:{}", name.ns.sym, name.name.sym),
        _ => String::new(),
    };
    format!("<{text}>").into()
}

fn jsx_member_name(member: &JSXMemberExpr) -> String {
    let object = match &member.obj {
        JSXObject::JSXMemberExpr(object) => jsx_member_name(object),
        JSXObject::Ident(object) => object.sym.to_string(),
        _ => String::new(),
    };
    format!("{object}.{}", member.prop.sym)
}

pub fn jsx_attribute_name(name: &JSXAttrName) -> Atom {
    match name {
        JSXAttrName::Ident(name) => format!("<{}>", name.sym).into(),
        JSXAttrName::JSXNamespacedName(name) => {
            format!("<{}:{}>", name.ns.sym, name.name.sym).into()
        }
        _ => "<>".into(),
    }
}
