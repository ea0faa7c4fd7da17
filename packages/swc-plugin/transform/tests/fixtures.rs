//! The fixtures of `@coroscope/transform`, without a host: the tests in JavaScript run them with one.

use std::fs;
use std::path::{Path, PathBuf};

use coroscope_swc_transform::swc_core::common::sync::Lrc;
use coroscope_swc_transform::swc_core::common::util::take::Take;
use coroscope_swc_transform::swc_core::common::{
    FileName, Globals, SourceFile, SourceMap, SyntaxContext, GLOBALS,
};
use coroscope_swc_transform::swc_core::ecma::ast::{EsVersion, Expr, Program};
use coroscope_swc_transform::swc_core::ecma::codegen::to_code_default;
use coroscope_swc_transform::swc_core::ecma::parser::{parse_file_as_module, EsSyntax, Syntax};
use coroscope_swc_transform::swc_core::ecma::visit::{VisitMut, VisitMutWith};
use coroscope_swc_transform::{instrument, FunctionKind, Options, Source};

/// SWC does not parse `using` in the head of a `for`.
const UNPARSED: [&str; 2] = ["disposal/loops", "disposal/synchronous"];

type Outcome<T> = Result<T, String>;

struct Parsed {
    map: Lrc<SourceMap>,
    file: Lrc<SourceFile>,
    program: Program,
}

fn parse(code: &str) -> Outcome<Parsed> {
    let map = Lrc::new(SourceMap::default());
    let file = map.new_source_file(Lrc::new(FileName::Anon), code.to_owned());
    let syntax = EsSyntax {
        explicit_resource_management: true,
        ..EsSyntax::default()
    };
    let (syntax, version) = (Syntax::Es(syntax), EsVersion::EsNext);
    let module = parse_file_as_module(&file, syntax, version, None, &mut Vec::new());
    let module = module.map_err(|error| format!("{:?}: {code}", error.into_kind()))?;
    Ok(Parsed {
        map,
        file,
        program: Program::Module(module),
    })
}

fn print(Parsed { map, program, .. }: &Parsed) -> String {
    to_code_default(map.clone(), None, program)
}

/// In one layout, whatever its own, and without parentheses: those that the source had, the tree has.
fn laid_out(code: &str) -> Outcome<String> {
    let mut parsed = parse(code)?;
    parsed.program.visit_mut_with(&mut Parentheses);
    Ok(print(&parsed))
}

struct Parentheses;

impl VisitMut for Parentheses {
    fn visit_mut_expr(&mut self, node: &mut Expr) {
        while let Expr::Paren(paren) = node {
            *node = *paren.expr.take();
        }
        node.visit_mut_children_with(self);
    }
}

/// What becomes of the program itself: without the ways to the runtime, which every file has.
fn rewritten(code: &str) -> Outcome<String> {
    let mut parsed = parse(code)?;
    let mut options = Options::default();
    options.kinds.retain(|kind| *kind != FunctionKind::Module);
    let source = Source {
        code,
        start: parsed.file.start_pos,
        comments: None,
    };
    let unresolved = SyntaxContext::empty();
    instrument(
        &mut parsed.program,
        &source,
        &options,
        unresolved,
        &mut |_| {},
    );
    let text = print(&parsed);
    let text = text
        .lines()
        .filter(|line| !line.starts_with("import { probes as $c }"));
    Ok(text.collect::<Vec<_>>().join("\n"))
}

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../transform/test/visitors/fixtures");
    let children = |path: PathBuf| fs::read_dir(path).into_iter().flatten().flatten();
    let groups = children(root).map(|entry| entry.path());
    groups
        .flat_map(children)
        .map(|entry| entry.path())
        .collect()
}

#[test]
fn every_fixture_becomes_what_babel_makes_of_it() -> Outcome<()> {
    let fixtures = fixtures();
    assert!(fixtures.len() > 10, "the fixtures have moved");
    for directory in fixtures {
        if UNPARSED.iter().any(|name| directory.ends_with(name)) {
            continue;
        }
        let read =
            |name| fs::read_to_string(directory.join(name)).map_err(|error| error.to_string());
        let (input, output) = (read("input.js")?, read("output.js")?);
        let actual = GLOBALS.set(&Globals::new(), || rewritten(&input))?;
        // What is left to reach the runtime stands last.
        let actual = laid_out(&actual)?;
        assert!(
            actual.starts_with(&laid_out(&output)?),
            "{}\n{actual}",
            directory.display()
        );
    }
    Ok(())
}
