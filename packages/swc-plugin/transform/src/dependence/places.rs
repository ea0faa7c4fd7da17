use super::variables::Place;
use crate::emit::nodes::unparenthesised;
use crate::names::qualified_names::private_name;
use crate::swc_core::atoms::Atom;
use crate::swc_core::ecma::ast::*;

/// `object.property`, `object?.property`, `super.property`
#[derive(Clone, Copy)]
pub struct Access<'a> {
    /// None for `super`.
    pub object: Option<&'a Expr>,
    property: Property<'a>,
}

#[derive(Clone, Copy)]
enum Property<'a> {
    Name(&'a Atom),
    Private(&'a PrivateName),
    Computed(&'a Expr),
    Unknown,
}

impl<'a> Access<'a> {
    /// None for any other expression.
    pub fn of(expr: &'a Expr) -> Option<Self> {
        match unparenthesised(expr) {
            Expr::Member(member) => Some(Self::of_member(member)),
            Expr::OptChain(chain) => match chain.base.as_ref() {
                OptChainBase::Member(member) => Some(Self::of_member(member)),
                _ => None,
            },
            Expr::SuperProp(member) => Some(Self {
                object: None,
                property: match &member.prop {
                    SuperProp::Ident(name) => Property::Name(&name.sym),
                    SuperProp::Computed(computed) => Property::Computed(&computed.expr),
                    _ => Property::Unknown,
                },
            }),
            _ => None,
        }
    }

    pub fn of_member(member: &'a MemberExpr) -> Self {
        Self {
            object: Some(without_cast(&member.obj)),
            property: match &member.prop {
                MemberProp::Ident(name) => Property::Name(&name.sym),
                MemberProp::PrivateName(name) => Property::Private(name),
                MemberProp::Computed(computed) => Property::Computed(&computed.expr),
                _ => Property::Unknown,
            },
        }
    }

    pub fn computed(&self) -> Option<&'a Expr> {
        match self.property {
            Property::Computed(key) => Some(key),
            _ => None,
        }
    }

    /// The access itself, then that of its object, and so on.
    pub fn chain(self) -> impl Iterator<Item = Access<'a>> {
        std::iter::successors(Some(self), |access| Access::of(access.object?))
    }

    /// None for what is no variable.
    pub fn place(self) -> Option<Place> {
        let last = self.chain().last()?;
        let root = variable_name(last.object?)?;
        let property = match last.property {
            Property::Name(name) => Some(name.clone()),
            Property::Private(name) => Some(private_name(name)),
            Property::Computed(_) | Property::Unknown => None,
        };
        Some(Place { root, property })
    }
}

/// `user`, `this`, `this.user.name`; none for what is no variable.
pub fn place_of(expr: &Expr) -> Option<Place> {
    match Access::of(expr) {
        Some(access) => access.place(),
        None => variable_name(expr).map(Place::variable),
    }
}

fn variable_name(expr: &Expr) -> Option<Atom> {
    match unparenthesised(expr) {
        Expr::Ident(name) => Some(name.sym.clone()),
        Expr::This(_) => Some("this".into()),
        _ => None,
    }
}

/// The variable that an object or one of its properties is assigned to: `a` of `a.b[c]`.
pub fn root_of(expr: &Expr) -> Option<Atom> {
    match unparenthesised(expr) {
        Expr::Member(member) => root_of(&member.obj),
        expr => variable_name(expr),
    }
}

/// The object that a method is called on; the function itself where there is none.
pub fn receiver_of(callee: &Expr) -> Option<&Expr> {
    match Access::of(callee) {
        Some(access) => access.object,
        None => Some(callee),
    }
}

/// Methods of the language and of the Web that change the object they are called on.
pub fn is_changing_method(callee: &Expr) -> bool {
    let name = match unparenthesised(callee) {
        Expr::Member(MemberExpr {
            prop: MemberProp::Ident(name),
            ..
        }) => &name.sym,
        Expr::SuperProp(SuperPropExpr {
            prop: SuperProp::Ident(name),
            ..
        }) => &name.sym,
        _ => return false,
    };
    matches!(
        name.as_str(),
        "add" | "append" | "push" | "set" | "splice" | "unshift" | "write"
    )
}

/// Logging changes nothing that is logged.
pub fn is_console(receiver: &Expr) -> bool {
    matches!(unparenthesised(receiver), Expr::Ident(name) if name.sym == *"console")
}

/// The variables whose objects a value is or holds: `list`, `{ list }`, `[list]`, `new Set(list)`.
pub fn roots_held_by(value: &Expr, roots: &mut Vec<Atom>) {
    match value {
        Expr::Ident(_) | Expr::This(_) => roots.extend(variable_name(value)),
        Expr::Array(array) => {
            for element in array.elems.iter().flatten() {
                root_of_argument(element, roots);
            }
        }
        Expr::Object(object) => {
            for property in &object.props {
                match property.as_prop().map(AsRef::as_ref) {
                    Some(Prop::Shorthand(name)) => roots.push(name.sym.clone()),
                    Some(Prop::KeyValue(property)) => roots_held_by(&property.value, roots),
                    _ => {}
                }
            }
        }
        Expr::New(node) => {
            for argument in node.args.iter().flatten() {
                root_of_argument(argument, roots);
            }
        }
        _ => {
            if let Some(inner) = inner_of_cast(value) {
                roots_held_by(inner, roots);
            }
        }
    }
}

fn root_of_argument(argument: &ExprOrSpread, roots: &mut Vec<Atom>) {
    if argument.spread.is_none() {
        roots_held_by(&argument.expr, roots);
    }
}

/// An expression without the parentheses and one cast around it.
pub fn without_cast(expr: &Expr) -> &Expr {
    let expr = unparenthesised(expr);
    inner_of_cast(expr).map_or(expr, unparenthesised)
}

fn inner_of_cast(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Paren(node) => Some(&node.expr),
        Expr::TsAs(node) => Some(&node.expr),
        Expr::TsConstAssertion(node) => Some(&node.expr),
        Expr::TsNonNull(node) => Some(&node.expr),
        Expr::TsSatisfies(node) => Some(&node.expr),
        Expr::TsTypeAssertion(node) => Some(&node.expr),
        _ => None,
    }
}
