use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::await_set::AwaitSet;
use super::closure::{closure_of, Closure, Collector};
use super::control::{Control, Jump, TargetKind};
use super::dependences::Dependences;
use super::places::{
    is_changing_method, is_console, place_of, receiver_of, roots_held_by, without_cast, Access,
};
use super::variables::{Place, Variables};
use crate::body::Body;
use crate::emit::nodes::unparenthesised;
use crate::metadata::FunctionKind;
use crate::swc_core::atoms::Atom;
use crate::swc_core::common::{Span, Spanned};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{Visit, VisitWith};

/// Whether a `yield` stands for an `await`, as in a lowered async function.
type IsAwait<'a> = &'a dyn Fn(&YieldExpr) -> bool;

/// Finds out which awaits of a function depend on which: an await depends on those whose results its
/// operand uses, directly or through variables, and on those that decide whether it is reached.
/// Returns none where no await follows another.
///
/// ```js
/// const user = await getUser();          // 0
/// if (!user) return;
/// const orders = [];
/// for (const id of user.orders) {
///   orders.push(await getOrder(id));     // 1, depends on 0
/// }
/// await show(orders);                    // 2, depends on 0 (by the return) and 1
/// ```
pub fn dependences_in(body: Body, kind: FunctionKind, is_await: IsAwait) -> Option<Dependences> {
    if matches!(kind, FunctionKind::Function | FunctionKind::Generator) || !has_two_awaits(body) {
        return None;
    }
    let mut analysis = Analysis::new(is_await);
    match body {
        Body::Program(items) => {
            analysis.hoist(items.iter().filter_map(declared_function));
            items.visit_with(&mut analysis);
        }
        Body::Statements(stmts) => analysis.visit_statements(stmts),
        Body::Value(value) => {
            let value = unparenthesised(value);
            let awaits = analysis.value_of(value);
            // If that is an await, it is no site of its own.
            if !value.is_await_expr() {
                analysis.meet(value.span(), &awaits);
            }
        }
    }
    Some(analysis.dependences)
}

/// One pass over a function in the order of execution, and one more over each loop as long as that
/// brings anything new. The branches of a condition are visited one after the other with the same
/// variables: an assignment in a branch or a loop adds to what a variable holds, any other replaces it.
struct Analysis<'a> {
    dependences: Dependences,
    variables: Variables,
    control: Control,
    is_await: IsAwait<'a>,
    /// The awaits that what is being visited comes from, as far as it has been visited.
    awaits: AwaitSet,
    /// The awaits met since the beginning of the innermost loop, or of the `try` with a `catch`.
    awaits_in_loop: AwaitSet,
    awaits_in_try: AwaitSet,
    /// The awaits in loops whose results are not used.
    unused: AwaitSet,
    try_depth: usize,
    /// The awaits whose rejections the `catch` clauses around the present point handle.
    caught: AwaitSet,
    /// The number of conditions, loops and such around the present point.
    depth: usize,
    /// The labels of the statement that is visited next.
    labels: Vec<Atom>,
    /// The variables assigned to in the innermost `try` with a `catch`.
    assigned_in_try: HashSet<Atom>,
    /// The functions met in the value that is being evaluated.
    functions: Vec<Rc<Closure>>,
    /// What the functions met so far write to, which they may do during any await.
    written_elsewhere: HashSet<Atom>,
    /// By address: the tree is not changed while it is analysed.
    closures: HashMap<usize, Rc<Closure>>,
}

impl<'a> Analysis<'a> {
    fn new(is_await: IsAwait<'a>) -> Self {
        Self {
            dependences: Dependences::default(),
            variables: Variables::default(),
            control: Control::default(),
            is_await,
            awaits: AwaitSet::default(),
            awaits_in_loop: AwaitSet::default(),
            awaits_in_try: AwaitSet::default(),
            unused: AwaitSet::default(),
            try_depth: 0,
            caught: AwaitSet::default(),
            depth: 0,
            labels: Vec::new(),
            assigned_in_try: HashSet::new(),
            functions: Vec::new(),
            written_elsewhere: HashSet::new(),
            closures: HashMap::new(),
        }
    }

    /// The awaits that the value of what is visited comes from.
    fn value_of<N: VisitWith<Self> + ?Sized>(&mut self, node: &N) -> AwaitSet {
        let outer = std::mem::take(&mut self.awaits);
        node.visit_with(self);
        std::mem::replace(&mut self.awaits, outer)
    }

    fn value_of_optional(&mut self, node: Option<&Expr>) -> AwaitSet {
        node.map(|node| self.value_of(node)).unwrap_or_default()
    }

    fn visit_statements(&mut self, stmts: &[Stmt]) {
        self.hoist(
            stmts
                .iter()
                .filter_map(Stmt::as_decl)
                .filter_map(Decl::as_fn_decl),
        );
        stmts.visit_with(self);
    }

    /// Visits code that is reached only if what comes of some awaits allows it.
    fn under(&mut self, awaits: &AwaitSet, visit: impl FnOnce(&mut Self)) {
        let outer = self.control.require(awaits);
        visit(self);
        self.control.restore(outer);
    }

    /// Returns the awaits that decided on jumps out of what is visited.
    fn within(
        &mut self,
        kind: TargetKind,
        labels: Vec<Atom>,
        visit: impl FnOnce(&mut Self),
    ) -> AwaitSet {
        self.control.enter(kind, labels);
        visit(self);
        self.control.leave()
    }

    // Awaits

    /// Adds an await, and returns it.
    fn meet(&mut self, span: Span, operand: &AwaitSet) -> AwaitSet {
        let depends_on = self.control.deciding() | operand;
        let met = self.dependences.add(span, &depends_on);
        self.awaits_in_loop |= &met;
        self.awaits_in_try |= &met;
        for name in &self.written_elsewhere {
            self.variables.change(&Place::variable(name.clone()), &met);
        }
        met
    }

    fn meet_await(&mut self, span: Span, argument: &Expr) -> AwaitSet {
        // What the promise came from, its result need not have anything to do with.
        let outer = std::mem::take(&mut self.functions);
        let operand = self.value_of(argument);
        let met = self.meet(span, &operand);
        self.functions = outer;
        met
    }

    fn meet_yield(&mut self, node: &YieldExpr) -> AwaitSet {
        if let Some(argument) = node.arg.as_ref().filter(|_| (self.is_await)(node)) {
            return self.meet_await(node.span, argument);
        }
        let operand = self.value_of(&node.arg);
        let met = self.meet(node.span, &operand);
        // The consumer has seen what was yielded when it decides to go on.
        self.control.leave_function(&(met.clone() | &operand));
        met
    }

    // Values

    fn visit_closure<N: VisitWith<Collector>>(&mut self, node: &N, has_own_this: bool) {
        let closure = self.closure(node, has_own_this);
        self.written_elsewhere
            .extend(closure.writes.iter().cloned());
        for name in &closure.reads {
            self.awaits |= &self.variables.read(&Place::variable(name.clone()));
        }
        self.functions.push(closure);
    }

    fn closure<N: VisitWith<Collector>>(&mut self, node: &N, has_own_this: bool) -> Rc<Closure> {
        let address = std::ptr::from_ref(node) as usize;
        let closure = self
            .closures
            .entry(address)
            .or_insert_with(|| Rc::new(closure_of(node, has_own_this)));
        Rc::clone(closure)
    }

    fn visit_access(&mut self, access: Access) {
        let place = access.place();
        if let Some(place) = &place {
            self.awaits |= &self.variables.read(place);
        }
        let mut object = None;
        for access in access.chain() {
            if let Some(key) = access.computed() {
                key.visit_with(self);
            }
            object = access.object;
        }
        if let Some(object) = object.filter(|_| place.is_none()) {
            object.visit_with(self);
        }
    }

    /// `callee` is none for `super` and `import`.
    fn visit_called(
        &mut self,
        callee: Option<&Expr>,
        args: &[ExprOrSpread],
        is_optional: bool,
    ) -> AwaitSet {
        let outer = std::mem::take(&mut self.functions);
        let receiver = callee.and_then(receiver_of);
        let mut awaits = self.value_of_optional(receiver);
        if let Some(access) = callee.and_then(Access::of) {
            awaits |= &self.value_of_optional(access.computed());
        }
        // `a?.(await b)` and `a?.b(await c)` call nothing where `a` is missing.
        let conditions = if is_optional {
            awaits.clone()
        } else {
            AwaitSet::default()
        };
        self.under(&conditions, |analysis| {
            for argument in args {
                awaits |= &analysis.value_of(argument);
            }
        });

        let flowing = self.control.deciding() | &awaits;
        let given = std::mem::replace(&mut self.functions, outer);
        for root in given.iter().flat_map(|closure| &closure.writes) {
            self.change(Some(Place::variable(root.clone())), &flowing);
        }
        if callee.is_some_and(is_changing_method) {
            self.change(receiver.and_then(place_of), &flowing);
        }
        self.functions.extend(given);
        awaits
    }

    /// Visits an expression whose value is not used: a call is made for what it changes.
    fn visit_for_effect(&mut self, node: &Expr) {
        let node = unparenthesised(node);
        let awaits = self.value_of(node);
        if matches!(node, Expr::Await(_) | Expr::Yield(_)) {
            self.unused |= &awaits;
        }
        let Expr::Call(CallExpr { callee, args, .. }) = node else {
            return;
        };
        let flowing = self.control.deciding() | &awaits;
        for root in self.written_elsewhere.clone() {
            self.change(Some(Place::variable(root)), &flowing);
        }
        // `Object.assign(user, …)`
        let logs = callee
            .as_expr()
            .and_then(|callee| receiver_of(callee))
            .is_some_and(is_console);
        if let Some(first) = args.first().filter(|first| first.spread.is_none() && !logs) {
            self.change(place_of(&first.expr), &flowing);
        }
        // `query.where(…).limit(…)`
        let mut call = Some(node);
        while let Some(Expr::Call(CallExpr {
            callee: Callee::Expr(callee),
            ..
        })) = call.map(unparenthesised)
        {
            call = match Access::of(callee) {
                Some(Access {
                    object: Some(receiver),
                    ..
                }) => {
                    if !is_console(receiver) {
                        self.change(place_of(receiver), &flowing);
                    }
                    Some(receiver)
                }
                Some(_) => None,
                None => Some(callee),
            };
        }
    }

    fn change(&mut self, place: Option<Place>, awaits: &AwaitSet) {
        if let Some(place) = place.filter(|_| !awaits.is_empty()) {
            self.variables.change(&place, awaits);
            self.assigned_in_try.insert(place.root);
        }
    }

    // Assignments

    fn visit_assignment(&mut self, node: &AssignExpr) {
        if node.op == AssignOp::Assign {
            let replaces = self.depth == 0;
            self.assign(Target::Assigned(&node.left), &node.right, replaces);
            return;
        }
        let before = self.value_of(&node.left);
        self.awaits |= &before;
        // `a ||= await b` awaits depending on `a`.
        let is_conditional = matches!(
            node.op,
            AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign
        );
        let conditions = if is_conditional {
            before
        } else {
            AwaitSet::default()
        };
        self.under(&conditions, |analysis| {
            analysis.assign(Target::Assigned(&node.left), &node.right, false);
        });
    }

    fn visit_declarators(&mut self, decls: &[VarDeclarator], is_var: bool, awaits_disposal: bool) {
        for VarDeclarator {
            span, name, init, ..
        } in decls
        {
            let is_fresh = !is_var || self.depth == 0;
            if let Some(init) = init {
                let awaits = self.value_assigned(Target::Pattern(name), init, is_fresh);
                if awaits_disposal {
                    self.meet(*span, &awaits);
                }
            } else if !is_var {
                self.bind(name, &AwaitSet::default(), true);
            }
        }
    }

    fn assign(&mut self, target: Target, value: &Expr, replaces: bool) {
        let awaits = self.value_assigned(target, value, replaces);
        self.awaits |= &awaits;
    }

    /// Assigns a value, and returns the awaits that it comes from.
    fn value_assigned(&mut self, target: Target, value: &Expr, replaces: bool) -> AwaitSet {
        let outer = std::mem::take(&mut self.functions);
        let awaits = self.value_of(value);
        let bound = self.control.deciding() | &awaits;
        self.bind_target(target, &bound, replaces);
        let given = std::mem::replace(&mut self.functions, outer);
        if let Some(Place { root, .. }) = target.place() {
            for closure in &given {
                self.variables.link_reads(&root, &closure.reads);
            }
            let mut held = Vec::new();
            roots_held_by(value, &mut held);
            self.variables.link_held(&root, &held);
        }
        self.functions.extend(given);
        awaits
    }

    fn bind_target(&mut self, target: Target, awaits: &AwaitSet, replaces: bool) {
        match target {
            Target::Pattern(pattern) => self.bind(pattern, awaits, replaces),
            Target::Assigned(AssignTarget::Pat(AssignTargetPat::Array(array))) => {
                self.bind_array(array, awaits, replaces);
            }
            Target::Assigned(AssignTarget::Pat(AssignTargetPat::Object(object))) => {
                self.bind_object(object, awaits, replaces);
            }
            Target::Assigned(AssignTarget::Simple(target)) => {
                self.bind_place(place_of_target(target, true), awaits, replaces);
            }
            Target::Assigned(_) => {}
        }
    }

    /// Assigns a value to the variables of a pattern.
    fn bind(&mut self, pattern: &Pat, awaits: &AwaitSet, replaces: bool) {
        match pattern {
            Pat::Array(array) => self.bind_array(array, awaits, replaces),
            Pat::Object(object) => self.bind_object(object, awaits, replaces),
            Pat::Assign(node) => {
                let value = self.value_or_default(&node.right, awaits);
                self.bind(&node.left, &value, replaces);
            }
            Pat::Rest(rest) => self.bind(&rest.arg, awaits, replaces),
            Pat::Ident(name) => {
                let place = Place::variable(name.sym.clone());
                self.bind_place(Some(place), awaits, replaces);
            }
            Pat::Expr(target) => {
                self.bind_place(place_of(without_cast(target)), awaits, replaces);
            }
            _ => {}
        }
    }

    fn bind_array(&mut self, array: &ArrayPat, awaits: &AwaitSet, replaces: bool) {
        for element in array.elems.iter().flatten() {
            self.bind(element, awaits, replaces);
        }
    }

    fn bind_object(&mut self, object: &ObjectPat, awaits: &AwaitSet, replaces: bool) {
        let mut awaits = awaits.clone();
        for property in &object.props {
            match property {
                ObjectPatProp::Rest(rest) => self.bind(&rest.arg, &awaits, replaces),
                ObjectPatProp::KeyValue(property) => {
                    awaits |= &self.value_of(&property.key);
                    self.bind(&property.value, &awaits, replaces);
                }
                ObjectPatProp::Assign(property) => {
                    let value = match &property.value {
                        Some(value) => self.value_or_default(value, &awaits),
                        None => awaits.clone(),
                    };
                    let place = Place::variable(property.key.sym.clone());
                    self.bind_place(Some(place), &value, replaces);
                }
                _ => {}
            }
        }
    }

    fn value_or_default(&mut self, default: &Expr, awaits: &AwaitSet) -> AwaitSet {
        let mut value = awaits.clone();
        self.under(awaits, |analysis| value |= &analysis.value_of(default));
        value
    }

    fn bind_place(&mut self, place: Option<Place>, awaits: &AwaitSet, replaces: bool) {
        let Some(place) = place else { return };
        self.variables.assign(&place, awaits, replaces);
        self.assigned_in_try.insert(place.root);
    }

    /// Function declarations are there before the first statement of their block.
    fn hoist<'b>(&mut self, functions: impl Iterator<Item = &'b FnDecl>) {
        for node in functions.filter(|node| node.function.body.is_some()) {
            let closure = self.closure(node, true);
            self.variables.link_reads(&node.ident.sym, &closure.reads);
            self.written_elsewhere
                .extend(closure.writes.iter().cloned());
        }
    }

    // Conditions and jumps

    /// The test decides on the value, so that it comes from the awaits of the test, too.
    fn visit_condition(&mut self, test: &Expr, visit_branches: impl FnOnce(&mut Self)) {
        let tested = self.value_of(test);
        self.awaits |= &tested;
        self.under(&tested, |analysis| {
            analysis.depth += 1;
            visit_branches(analysis);
            analysis.depth -= 1;
        });
    }

    fn jump(&mut self, jump: Jump) {
        let mut deciding = self.control.deciding();
        // Had an await of the `try` before it been rejected, the jump would not be reached.
        if self.try_depth > 0 {
            deciding |= &self.awaits_in_try;
        }
        // What a `catch` throws on ends the function as it would have ended without the `catch`.
        if jump == Jump::Throw {
            deciding = deciding.without(&self.caught);
        }
        self.control.jump(jump, &deciding);
    }

    // Loops

    /// A loop that ends by its condition or by a jump.
    fn visit_conditional_loop(
        &mut self,
        test: Option<&Expr>,
        update: Option<&Expr>,
        body: &Stmt,
        is_tested_first: bool,
    ) {
        let leave_by_test = |analysis: &mut Self| {
            let tested = analysis.value_of_optional(test);
            analysis.control.leave_loop(&tested);
        };
        let exits = self.visit_rounds(|analysis, labels| {
            if is_tested_first {
                leave_by_test(analysis);
            }
            analysis.within(TargetKind::Round, labels.to_vec(), |analysis| {
                body.visit_with(analysis);
            });
            if !is_tested_first {
                leave_by_test(analysis);
            } else if let Some(update) = update {
                analysis.visit_for_effect(update);
            }
            // In a loop that polls, what is awaited for no result is a pause before the next attempt.
            let deciding = analysis.control.deciding();
            if !deciding.and(&analysis.awaits_in_loop).is_empty() {
                let pauses = analysis.unused.and(&analysis.awaits_in_loop);
                analysis.control.leave_loop(&pauses);
            }
        });
        // What follows is reached when the last round has ended the loop.
        self.control.leave_function(&exits);
    }

    /// A loop that ends when what it iterates over does.
    fn visit_iteration(
        &mut self,
        left: &ForHead,
        iterated: &Expr,
        awaited: Option<Span>,
        body: &Stmt,
    ) {
        let iterated = self.value_of(iterated);
        self.visit_rounds(|analysis, labels| {
            let element = match awaited {
                Some(span) => analysis.meet(span, &iterated) | &iterated,
                None => iterated.clone(),
            };
            analysis.control.leave_loop(&element);
            analysis.within(TargetKind::Round, labels.to_vec(), |analysis| {
                analysis.bind_head(left, &element);
                body.visit_with(analysis);
            });
        });
    }

    fn bind_head(&mut self, left: &ForHead, element: &AwaitSet) {
        match left {
            ForHead::Pat(pattern) => self.bind(pattern, element, false),
            ForHead::VarDecl(decl) => {
                if let Some(declared) = decl.decls.first() {
                    self.bind(&declared.name, element, decl.kind != VarDeclKind::Var);
                }
            }
            ForHead::UsingDecl(decl) => {
                if let Some(declared) = decl.decls.first() {
                    self.bind(&declared.name, element, true);
                }
                if decl.is_await {
                    self.meet(decl.span, element);
                }
            }
            _ => {}
        }
    }

    /// Returns the awaits that decide on when the loop ends.
    fn visit_rounds(&mut self, mut visit_round: impl FnMut(&mut Self, &[Atom])) -> AwaitSet {
        let labels = std::mem::take(&mut self.labels);
        let outer = std::mem::take(&mut self.awaits_in_loop);
        self.depth += 1;
        let exits = self.within(TargetKind::Loop, labels.clone(), |analysis| {
            let mut state = analysis.state();
            loop {
                let before = state;
                visit_round(analysis, &labels);
                state = analysis.state();
                if state == before {
                    break;
                }
            }
        });
        self.depth -= 1;
        self.awaits_in_loop |= &outer;
        exits
    }

    fn state(&self) -> (AwaitSet, u64) {
        (self.control.deciding(), self.variables.fingerprint())
    }

    fn visit_try_and_catch(&mut self, block: &BlockStmt, handler: &CatchClause) {
        let outer_awaits = std::mem::take(&mut self.awaits_in_try);
        let outer_assigned = std::mem::take(&mut self.assigned_in_try);
        self.depth += 1;
        self.try_depth += 1;
        let thrown = self.within(TargetKind::Try, Vec::new(), |analysis| {
            block.visit_with(analysis);
        });
        self.try_depth -= 1;
        let rejected = self.awaits_in_try.clone() | &thrown;
        // Whether they have been assigned to depends on each await before the assignment.
        for root in &self.assigned_in_try {
            let place = Place::variable(root.clone());
            self.variables.assign(&place, &self.awaits_in_try, false);
        }
        self.awaits_in_try |= &outer_awaits;
        self.assigned_in_try.extend(outer_assigned);

        let outer_caught = self.caught.clone();
        self.caught |= &rejected;
        self.under(&rejected, |analysis| {
            if let Some(param) = &handler.param {
                analysis.bind(param, &rejected, true);
            }
            handler.body.visit_with(analysis);
        });
        self.caught = outer_caught;
        self.depth -= 1;
    }
}

#[derive(Clone, Copy)]
enum Target<'a> {
    Pattern(&'a Pat),
    Assigned(&'a AssignTarget),
}

impl Target<'_> {
    /// The place of a target that is no pattern.
    fn place(self) -> Option<Place> {
        match self {
            Self::Pattern(Pat::Ident(name)) => Some(Place::variable(name.sym.clone())),
            Self::Pattern(_) => None,
            Self::Assigned(AssignTarget::Simple(target)) => place_of_target(target, false),
            Self::Assigned(_) => None,
        }
    }
}

fn place_of_target(target: &SimpleAssignTarget, allows_cast: bool) -> Option<Place> {
    let cast = match target {
        SimpleAssignTarget::Ident(name) => return Some(Place::variable(name.sym.clone())),
        SimpleAssignTarget::Member(member) => return Access::of_member(member).place(),
        SimpleAssignTarget::Paren(paren) if allows_cast => {
            return place_of(without_cast(&paren.expr))
        }
        SimpleAssignTarget::Paren(paren) => return place_of(&paren.expr),
        SimpleAssignTarget::TsAs(node) => &node.expr,
        SimpleAssignTarget::TsSatisfies(node) => &node.expr,
        SimpleAssignTarget::TsNonNull(node) => &node.expr,
        SimpleAssignTarget::TsTypeAssertion(node) => &node.expr,
        _ => return None,
    };
    allows_cast.then(|| place_of(cast)).flatten()
}

/// Each method adds the awaits that the value comes from to `awaits`.
impl Visit for Analysis<'_> {
    fn visit_expr(&mut self, node: &Expr) {
        match node {
            Expr::Await(node) => {
                let met = self.meet_await(node.span, &node.arg);
                self.awaits |= &met;
            }
            Expr::Yield(node) => {
                let met = self.meet_yield(node);
                self.awaits |= &met;
            }
            Expr::Call(CallExpr { callee, args, .. }) => {
                let callee = callee.as_expr().map(AsRef::as_ref);
                let awaits = self.visit_called(callee, args, false);
                self.awaits |= &awaits;
            }
            Expr::New(NewExpr { callee, args, .. }) => {
                let args = args.as_deref().unwrap_or_default();
                let awaits = self.visit_called(Some(callee), args, false);
                self.awaits |= &awaits;
            }
            Expr::OptChain(chain) => match chain.base.as_ref() {
                OptChainBase::Call(OptCall { callee, args, .. }) => {
                    let awaits = self.visit_called(Some(callee), args, true);
                    self.awaits |= &awaits;
                }
                OptChainBase::Member(member) => self.visit_access(Access::of_member(member)),
                _ => {}
            },
            Expr::Cond(CondExpr {
                test, cons, alt, ..
            }) => self.visit_condition(test, |analysis| {
                cons.visit_with(analysis);
                alt.visit_with(analysis);
            }),
            Expr::Bin(node) if is_logical(node.op) => {
                self.visit_condition(&node.left, |analysis| node.right.visit_with(analysis));
            }
            Expr::SuperProp(_) => {
                if let Some(access) = Access::of(node) {
                    self.visit_access(access);
                }
            }
            _ => node.visit_children_with(self),
        }
    }

    fn visit_ident(&mut self, node: &Ident) {
        self.awaits |= &self.variables.read(&Place::variable(node.sym.clone()));
    }

    fn visit_this_expr(&mut self, _: &ThisExpr) {
        self.awaits |= &self.variables.read(&Place::variable("this".into()));
    }

    fn visit_member_expr(&mut self, node: &MemberExpr) {
        self.visit_access(Access::of_member(node));
    }

    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        self.visit_assignment(node);
    }

    fn visit_update_expr(&mut self, node: &UpdateExpr) {
        let awaits = self.value_of(&node.arg);
        let bound = self.control.deciding() | &awaits;
        self.bind_place(place_of(without_cast(&node.arg)), &bound, false);
        self.awaits |= &awaits;
    }

    // Functions

    fn visit_fn_decl(&mut self, node: &FnDecl) {
        if node.function.body.is_some() {
            self.visit_closure(node, true);
        }
    }

    fn visit_fn_expr(&mut self, node: &FnExpr) {
        self.visit_closure(node, true);
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        self.visit_closure(node, false);
    }

    fn visit_method_prop(&mut self, node: &MethodProp) {
        self.visit_closure(node, true);
    }

    fn visit_getter_prop(&mut self, node: &GetterProp) {
        self.visit_closure(node, true);
    }

    fn visit_setter_prop(&mut self, node: &SetterProp) {
        self.visit_closure(node, true);
    }

    fn visit_class_method(&mut self, node: &ClassMethod) {
        if node.function.body.is_some() {
            self.visit_closure(node, true);
        }
    }

    fn visit_private_method(&mut self, node: &PrivateMethod) {
        if node.function.body.is_some() {
            self.visit_closure(node, true);
        }
    }

    fn visit_constructor(&mut self, node: &Constructor) {
        if node.body.is_some() {
            self.visit_closure(node, true);
        }
    }

    fn visit_static_block(&mut self, node: &StaticBlock) {
        self.visit_closure(node, true);
    }

    // Statements

    fn visit_expr_stmt(&mut self, node: &ExprStmt) {
        self.visit_for_effect(&node.expr);
    }

    fn visit_var_decl(&mut self, node: &VarDecl) {
        self.visit_declarators(&node.decls, node.kind == VarDeclKind::Var, false);
    }

    fn visit_using_decl(&mut self, node: &UsingDecl) {
        self.visit_declarators(&node.decls, false, node.is_await);
    }

    fn visit_block_stmt(&mut self, node: &BlockStmt) {
        self.visit_statements(&node.stmts);
    }

    fn visit_if_stmt(&mut self, node: &IfStmt) {
        self.visit_condition(&node.test, |analysis| {
            node.cons.visit_with(analysis);
            node.alt.visit_with(analysis);
        });
    }

    fn visit_return_stmt(&mut self, node: &ReturnStmt) {
        if let Some(value) = &node.arg {
            let awaits = self.value_of(value);
            self.meet(node.span, &awaits);
        }
        self.jump(Jump::Return);
    }

    fn visit_throw_stmt(&mut self, node: &ThrowStmt) {
        node.arg.visit_with(self);
        self.jump(Jump::Throw);
    }

    fn visit_break_stmt(&mut self, node: &BreakStmt) {
        self.jump(Jump::Break(node.label.as_ref().map(|label| &label.sym)));
    }

    fn visit_continue_stmt(&mut self, node: &ContinueStmt) {
        self.jump(Jump::Continue(node.label.as_ref().map(|label| &label.sym)));
    }

    fn visit_labeled_stmt(&mut self, node: &LabeledStmt) {
        self.labels.push(node.label.sym.clone());
        if is_loop(&node.body) || node.body.is_labeled() {
            node.body.visit_with(self);
            return;
        }
        let labels = std::mem::take(&mut self.labels);
        self.within(TargetKind::Block, labels, |analysis| {
            node.body.visit_with(analysis);
        });
    }

    fn visit_while_stmt(&mut self, node: &WhileStmt) {
        self.visit_conditional_loop(Some(&node.test), None, &node.body, true);
    }

    fn visit_do_while_stmt(&mut self, node: &DoWhileStmt) {
        self.visit_conditional_loop(Some(&node.test), None, &node.body, false);
    }

    fn visit_for_stmt(&mut self, node: &ForStmt) {
        node.init.visit_with(self);
        let (test, update) = (node.test.as_deref(), node.update.as_deref());
        self.visit_conditional_loop(test, update, &node.body, true);
    }

    fn visit_for_in_stmt(&mut self, node: &ForInStmt) {
        self.visit_iteration(&node.left, &node.right, None, &node.body);
    }

    fn visit_for_of_stmt(&mut self, node: &ForOfStmt) {
        let awaited = node.is_await.then_some(node.span);
        self.visit_iteration(&node.left, &node.right, awaited, &node.body);
    }

    fn visit_switch_stmt(&mut self, node: &SwitchStmt) {
        let tested = self.value_of(&node.discriminant);
        self.within(TargetKind::Switch, Vec::new(), |analysis| {
            analysis.under(&tested, |analysis| {
                analysis.depth += 1;
                for test in node.cases.iter().filter_map(|case| case.test.as_ref()) {
                    // Each case is compared only if none before it was equal.
                    let compared = analysis.value_of(test);
                    analysis.control.require(&compared);
                }
                for case in &node.cases {
                    analysis.visit_statements(&case.cons);
                }
                analysis.depth -= 1;
            });
        });
    }

    fn visit_try_stmt(&mut self, node: &TryStmt) {
        match &node.handler {
            Some(handler) => self.visit_try_and_catch(&node.block, handler),
            None => node.block.visit_with(self),
        }
        node.finalizer.visit_with(self);
    }

    // What looks like a variable and is none

    fn visit_jsx_element_name(&mut self, _: &JSXElementName) {}
    fn visit_ts_expr_with_type_args(&mut self, _: &TsExprWithTypeArgs) {}
    fn visit_ts_interface_decl(&mut self, _: &TsInterfaceDecl) {}
    fn visit_ts_type(&mut self, _: &TsType) {}
    fn visit_ts_type_alias_decl(&mut self, _: &TsTypeAliasDecl) {}
    fn visit_ts_type_ann(&mut self, _: &TsTypeAnn) {}
    fn visit_ts_type_param_decl(&mut self, _: &TsTypeParamDecl) {}
    fn visit_ts_type_param_instantiation(&mut self, _: &TsTypeParamInstantiation) {}
}

fn declared_function(item: &ModuleItem) -> Option<&FnDecl> {
    match item {
        ModuleItem::Stmt(Stmt::Decl(decl)) => decl.as_fn_decl(),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(node)) => node.decl.as_fn_decl(),
        _ => None,
    }
}

fn is_logical(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing
    )
}

fn is_loop(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::While(_) | Stmt::DoWhile(_) | Stmt::For(_) | Stmt::ForIn(_) | Stmt::ForOf(_)
    )
}

/// Whether an await may follow another, or itself in a loop. Most functions need no analysis.
fn has_two_awaits(body: Body) -> bool {
    let mut counter = AwaitCounter::default();
    match body {
        Body::Program(items) => items.visit_with(&mut counter),
        Body::Statements(stmts) => stmts.visit_with(&mut counter),
        Body::Value(value) => {
            counter.awaits = 1;
            value.visit_with(&mut counter);
        }
    }
    counter.has_two()
}

#[derive(Default)]
struct AwaitCounter {
    awaits: usize,
    has_loop: bool,
}

impl AwaitCounter {
    fn has_two(&self) -> bool {
        self.awaits > 0 && self.awaits + usize::from(self.has_loop) > 1
    }
}

impl Visit for AwaitCounter {
    fn visit_stmt(&mut self, node: &Stmt) {
        self.has_loop |= is_loop(node);
        if !self.has_two() {
            node.visit_children_with(self);
        }
    }

    fn visit_await_expr(&mut self, node: &AwaitExpr) {
        self.awaits += 1;
        node.visit_children_with(self);
    }

    fn visit_yield_expr(&mut self, node: &YieldExpr) {
        self.awaits += 1;
        node.visit_children_with(self);
    }

    fn visit_return_stmt(&mut self, node: &ReturnStmt) {
        self.awaits += 1;
        node.visit_children_with(self);
    }

    fn visit_for_of_stmt(&mut self, node: &ForOfStmt) {
        self.awaits += usize::from(node.is_await);
        node.visit_children_with(self);
    }

    fn visit_using_decl(&mut self, node: &UsingDecl) {
        self.awaits += usize::from(node.is_await);
        node.visit_children_with(self);
    }

    fn visit_function(&mut self, _: &Function) {}
    fn visit_arrow_expr(&mut self, _: &ArrowExpr) {}
    fn visit_constructor(&mut self, _: &Constructor) {}
    fn visit_getter_prop(&mut self, _: &GetterProp) {}
    fn visit_setter_prop(&mut self, _: &SetterProp) {}
    fn visit_static_block(&mut self, _: &StaticBlock) {}
}
