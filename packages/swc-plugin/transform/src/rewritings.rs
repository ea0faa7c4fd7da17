//! What is done at each type of node: `packages/transform/src/visitors/rewritings.ts`, in the same order.
//! A test compares the two.
//!
//! | Babel's node                 | here                                                                       |
//! | ---------------------------- | -------------------------------------------------------------------------- |
//! | FunctionDeclaration          | `visit_mut_fn_decl`                                                        |
//! | FunctionExpression           | `visit_mut_fn_expr`                                                        |
//! | ArrowFunctionExpression      | `Expr::Arrow`                                                              |
//! | ObjectMethod                 | `visit_mut_method_prop`, `visit_mut_getter_prop`, `visit_mut_setter_prop`  |
//! | ClassMethod                  | `visit_mut_class_method`, `visit_mut_constructor`                          |
//! | ClassPrivateMethod           | `visit_mut_private_method`                                                 |
//! | StaticBlock                  | `visit_mut_static_block`                                                   |
//! | DoExpression                 | not parsed                                                                 |
//! | ModuleExpression             | not parsed                                                                 |
//! | AwaitExpression              | `Expr::Await`                                                              |
//! | YieldExpression              | `Expr::Yield`                                                              |
//! | ReturnStatement              | `Stmt::Return`                                                             |
//! | ForOfStatement               | `Stmt::ForOf`                                                              |
//! | VariableDeclaration          | `visit_mut_using_decl`                                                     |
//! | ForStatement                 | `visit_mut_for_stmt`                                                       |
//! | TryStatement                 | `visit_mut_try_stmt`                                                       |
//! | VariableDeclarator           | `visit_mut_var_declarator`                                                 |
//! | BlockStatement               | `visit_mut_block_stmt`                                                     |
//! | LabeledStatement             | `Stmt::Labeled`                                                            |
//! | ArrayPattern                 | `visit_mut_array_pat`                                                      |
//! | CallExpression               | `Expr::Call`                                                               |
//! | ClassDeclaration             | `visit_mut_class_decl`                                                     |
//! | ClassExpression              | `visit_mut_class_expr`                                                     |
//! | DoWhileStatement             | `visit_mut_do_while_stmt`                                                  |
//! | ForInStatement               | `visit_mut_for_in_stmt`                                                    |
//! | ImportExpression             | `Expr::Call`                                                               |
//! | JSXElement                   | `visit_mut_jsx_element`                                                    |
//! | JSXFragment                  | `Expr::JSXFragment`                                                        |
//! | NewExpression                | `Expr::New`                                                                |
//! | OptionalCallExpression       | `OptChainBase::Call`                                                       |
//! | SpreadElement                | `visit_mut_spread_element`, `visit_mut_expr_or_spread`                     |
//! | TaggedTemplateExpression     | `Expr::TaggedTpl`                                                          |
//! | TSEnumDeclaration            | `visit_mut_ts_enum_decl`                                                   |
//! | WhileStatement               | `visit_mut_while_stmt`                                                     |
//! | WithStatement                | `visit_mut_with_stmt`                                                      |
//! | DeclareClass                 | not parsed                                                                 |
//! | DeclareFunction              | not parsed                                                                 |
//! | DeclareModule                | not parsed                                                                 |
//! | InterfaceDeclaration         | not parsed                                                                 |
//! | TypeAlias                    | not parsed                                                                 |
//! | TypeAnnotation               | not parsed                                                                 |
//! | TypeParameterDeclaration     | not parsed                                                                 |
//! | TypeParameterInstantiation   | not parsed                                                                 |
//! | TSDeclareFunction            | `visit_mut_fn_decl`                                                        |
//! | TSDeclareMethod              | `visit_mut_class_method`                                                   |
//! | TSInterfaceDeclaration       | `visit_mut_ts_interface_decl`, `visit_mut_ts_expr_with_type_args`          |
//! | TSModuleDeclaration          | `visit_mut_ts_module_decl`, `visit_mut_ts_namespace_decl`                  |
//! | TSTypeAliasDeclaration       | `visit_mut_ts_type_alias_decl`                                             |
//! | TSTypeAnnotation             | `visit_mut_ts_type`, `visit_mut_ts_type_ann`                               |
//! | TSTypeParameterDeclaration   | `visit_mut_ts_type_param_decl`                                             |
//! | TSTypeParameterInstantiation | `visit_mut_ts_type_param_instantiation`                                    |

use crate::file_state::FileState;
use crate::names::qualified_names::{jsx_attribute_name, jsx_element_name, key_name, Ancestor};
use crate::swc_core::common::{util::take::Take, Spanned};
use crate::swc_core::ecma::ast::*;
use crate::swc_core::ecma::visit::{VisitMut, VisitMutWith};
use crate::visitors::class::{
    visit_accessor_property, visit_class, visit_class_property, visit_private_property,
};
use crate::visitors::disposal::visit_block_statement;
use crate::visitors::expressions::visit_expression;
use crate::visitors::function::{
    visit_class_method, visit_constructor, visit_function, visit_getter, visit_object_method,
    visit_private_method, visit_setter, visit_static_block,
};
use crate::visitors::iteration::{
    visit_for_in, visit_for_of_statement, visit_for_statement, visit_variable_declarator,
    visit_while,
};
use crate::visitors::labeled_statement::{visit_labeled_statement, Labels};
use crate::visitors::non_leaf::visit_non_leaf;
use crate::visitors::suspensions::{visit_return_statement, visit_spread};
use crate::visitors::try_statement::visit_try_statement;
use crate::visitors::with_statement::visit_with_statement;

/// Those of expressions are in `visit_expression`.
impl VisitMut for FileState<'_> {
    // Functions

    fn visit_mut_fn_decl(&mut self, node: &mut FnDecl) {
        let span = node.function.span;
        if let Some(own) = self.own_name(Some(&node.ident)) {
            let mark = self.source_mark(span, &*node.function);
            visit_function(own, span, &mut node.function, mark, self);
        }
    }

    fn visit_mut_fn_expr(&mut self, node: &mut FnExpr) {
        let span = node.function.span;
        if let Some(own) = self.own_name(node.ident.as_ref()) {
            let mark = self.source_mark(span, &*node.function);
            visit_function(own, span, &mut node.function, mark, self);
        }
    }

    fn visit_mut_method_prop(&mut self, node: &mut MethodProp) {
        visit_object_method(node, self);
    }

    fn visit_mut_getter_prop(&mut self, node: &mut GetterProp) {
        visit_getter(node, self);
    }

    fn visit_mut_setter_prop(&mut self, node: &mut SetterProp) {
        visit_setter(node, self);
    }

    fn visit_mut_class_method(&mut self, node: &mut ClassMethod) {
        visit_class_method(node, self);
    }

    fn visit_mut_private_method(&mut self, node: &mut PrivateMethod) {
        visit_private_method(node, self);
    }

    fn visit_mut_constructor(&mut self, node: &mut Constructor) {
        visit_constructor(node, self);
    }

    fn visit_mut_static_block(&mut self, node: &mut StaticBlock) {
        visit_static_block(node, self);
    }

    // Where an activation can leave the stack: this is the whole list, but for `await` and `yield`

    fn visit_mut_stmt(&mut self, node: &mut Stmt) {
        self.visit(node.span_lo(), |file| match node {
            Stmt::Return(_) => visit_return_statement(node, file),
            Stmt::ForOf(node_of) => {
                let node_of = node_of.take();
                *node = visit_for_of_statement(node_of, Labels::default(), file);
            }
            Stmt::Labeled(labeled) => *node = visit_labeled_statement(labeled, file),
            _ => node.visit_mut_children_with(file),
        });
    }

    fn visit_mut_using_decl(&mut self, node: &mut UsingDecl) {
        // Disposing calls a method.
        self.frame.is_busy |= !node.is_await;
        node.visit_mut_children_with(self);
    }

    fn visit_mut_for_stmt(&mut self, node: &mut ForStmt) {
        visit_for_statement(node, self);
    }

    // Where it comes back, or what is put together once its parts have been rewritten

    fn visit_mut_try_stmt(&mut self, node: &mut TryStmt) {
        visit_try_statement(node, self);
    }

    fn visit_mut_var_declarator(&mut self, node: &mut VarDeclarator) {
        self.visit(node.span.lo, |file| visit_variable_declarator(node, file));
    }

    fn visit_mut_block_stmt(&mut self, node: &mut BlockStmt) {
        self.within(Ancestor::Boundary, |file| {
            visit_block_statement(&mut node.stmts, false, file)
        });
    }

    // What a leaf does not have

    fn visit_mut_array_pat(&mut self, node: &mut ArrayPat) {
        self.within(Ancestor::Opaque, |file| visit_non_leaf(node, file));
    }

    fn visit_mut_class_decl(&mut self, node: &mut ClassDecl) {
        visit_class(Some(node.ident.sym.clone()), &mut node.class, self);
    }

    fn visit_mut_class_expr(&mut self, node: &mut ClassExpr) {
        visit_class(
            node.ident.as_ref().map(|name| name.sym.clone()),
            &mut node.class,
            self,
        );
    }

    fn visit_mut_do_while_stmt(&mut self, node: &mut DoWhileStmt) {
        visit_while(&mut node.test, &mut node.body, self);
    }

    fn visit_mut_for_in_stmt(&mut self, node: &mut ForInStmt) {
        visit_for_in(node, self);
    }

    fn visit_mut_jsx_element(&mut self, node: &mut JSXElement) {
        let name = jsx_element_name(&node.opening.name);
        self.within(Ancestor::other(Some(name)), |file| {
            visit_non_leaf(node, file)
        });
    }

    fn visit_mut_spread_element(&mut self, node: &mut SpreadElement) {
        visit_spread(&mut node.expr, self);
    }

    fn visit_mut_expr_or_spread(&mut self, node: &mut ExprOrSpread) {
        if node.spread.is_some() {
            visit_spread(&mut node.expr, self);
        } else {
            node.expr.visit_mut_with(self);
        }
    }

    fn visit_mut_ts_enum_decl(&mut self, node: &mut TsEnumDecl) {
        self.within(Ancestor::Opaque, |file| visit_non_leaf(node, file));
    }

    fn visit_mut_while_stmt(&mut self, node: &mut WhileStmt) {
        visit_while(&mut node.test, &mut node.body, self);
    }

    fn visit_mut_with_stmt(&mut self, node: &mut WithStmt) {
        visit_with_statement(node, self);
    }

    // Types are gone when the program runs: nothing in them is visited

    fn visit_mut_ts_expr_with_type_args(&mut self, _: &mut TsExprWithTypeArgs) {}
    fn visit_mut_ts_interface_decl(&mut self, _: &mut TsInterfaceDecl) {}
    fn visit_mut_ts_type(&mut self, _: &mut TsType) {}
    fn visit_mut_ts_type_alias_decl(&mut self, _: &mut TsTypeAliasDecl) {}
    fn visit_mut_ts_type_ann(&mut self, _: &mut TsTypeAnn) {}
    fn visit_mut_ts_type_param_decl(&mut self, _: &mut TsTypeParamDecl) {}
    fn visit_mut_ts_type_param_instantiation(&mut self, _: &mut TsTypeParamInstantiation) {}

    fn visit_mut_ts_module_decl(&mut self, node: &mut TsModuleDecl) {
        let name = match &node.id {
            TsModuleName::Ident(name) => name.sym.clone(),
            TsModuleName::Str(name) => name.value.to_atom_lossy().into_owned(),
            _ => return,
        };
        if !node.declare {
            self.within(Ancestor::Namespace(name), |file| {
                node.body.visit_mut_with(file)
            });
        }
    }

    fn visit_mut_ts_namespace_decl(&mut self, node: &mut TsNamespaceDecl) {
        let name = node.id.sym.clone();
        self.within(Ancestor::Namespace(name), |file| {
            node.body.visit_mut_with(file)
        });
    }

    // Where values get names, and where hints may stand

    fn visit_mut_expr(&mut self, node: &mut Expr) {
        self.visit(node.span_lo(), |file| visit_expression(node, file));
    }

    fn visit_mut_module_item(&mut self, node: &mut ModuleItem) {
        self.visit(node.span_lo(), |file| node.visit_mut_children_with(file));
    }

    fn visit_mut_class_member(&mut self, node: &mut ClassMember) {
        self.visit(node.span_lo(), |file| node.visit_mut_children_with(file));
    }

    fn visit_mut_prop_or_spread(&mut self, node: &mut PropOrSpread) {
        self.visit(node.span_lo(), |file| node.visit_mut_children_with(file));
    }

    fn visit_mut_expr_stmt(&mut self, node: &mut ExprStmt) {
        self.within(Ancestor::Opaque, |file| node.expr.visit_mut_with(file));
    }

    fn visit_mut_export_default_expr(&mut self, node: &mut ExportDefaultExpr) {
        let name = (!node.expr.is_object()).then(|| "default".into());
        self.within(Ancestor::variable(name), |file| {
            node.expr.visit_mut_with(file)
        });
    }

    fn visit_mut_export_default_decl(&mut self, node: &mut ExportDefaultDecl) {
        let around = Ancestor::variable(Some("default".into()));
        self.within(around, |file| node.decl.visit_mut_with(file));
    }

    fn visit_mut_class_prop(&mut self, node: &mut ClassProp) {
        visit_class_property(node, self);
    }

    fn visit_mut_private_prop(&mut self, node: &mut PrivateProp) {
        visit_private_property(node, self);
    }

    fn visit_mut_auto_accessor(&mut self, node: &mut AutoAccessor) {
        visit_accessor_property(node, self);
    }

    fn visit_mut_decorator(&mut self, node: &mut Decorator) {
        self.within(Ancestor::Opaque, |file| node.expr.visit_mut_with(file));
    }

    fn visit_mut_key_value_prop(&mut self, node: &mut KeyValueProp) {
        node.key.visit_mut_with(self);
        let name = key_name(&node.key);
        self.within(Ancestor::property(name), |file| {
            node.value.visit_mut_with(file)
        });
    }

    fn visit_mut_computed_prop_name(&mut self, node: &mut ComputedPropName) {
        self.within(Ancestor::Opaque, |file| node.expr.visit_mut_with(file));
    }

    fn visit_mut_object_pat(&mut self, node: &mut ObjectPat) {
        self.within(Ancestor::Opaque, |file| node.visit_mut_children_with(file));
    }

    fn visit_mut_assign_pat(&mut self, node: &mut AssignPat) {
        self.within(Ancestor::Opaque, |file| node.left.visit_mut_with(file));
        let name = node.left.as_ident().map(|name| name.id.sym.clone());
        self.within(Ancestor::other(name), |file| {
            node.right.visit_mut_with(file)
        });
    }

    fn visit_mut_assign_pat_prop(&mut self, node: &mut AssignPatProp) {
        let name = Some(node.key.id.sym.clone());
        self.within(Ancestor::other(name), |file| {
            node.value.visit_mut_with(file)
        });
    }

    fn visit_mut_jsx_attr(&mut self, node: &mut JSXAttr) {
        let name = Some(jsx_attribute_name(&node.name));
        self.within(Ancestor::other(name), |file| {
            node.value.visit_mut_with(file)
        });
    }

    fn visit_mut_jsx_expr_container(&mut self, node: &mut JSXExprContainer) {
        self.within(Ancestor::Transparent, |file| {
            node.visit_mut_children_with(file)
        });
    }
}
