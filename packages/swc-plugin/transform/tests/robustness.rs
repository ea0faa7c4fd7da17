//! Programs with a few words replaced, removed or put in: whatever parses is instrumented without a panic.

use std::fs;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use coroscope_swc_transform::swc_core::common::comments::SingleThreadedComments;
use coroscope_swc_transform::swc_core::common::sync::Lrc;
use coroscope_swc_transform::swc_core::common::{
    FileName, Globals, SourceMap, SyntaxContext, GLOBALS,
};
use coroscope_swc_transform::swc_core::ecma::ast::EsVersion;
use coroscope_swc_transform::swc_core::ecma::codegen::to_code_default;
use coroscope_swc_transform::swc_core::ecma::parser::{
    parse_file_as_program, EsSyntax, Syntax, TsSyntax,
};
use coroscope_swc_transform::{instrument, Leaves, Options, Source};

const SOURCES: usize = 5_000;

/// What programs do not hold, or seldom.
const WORDS: &[&str] = &[
    "#x",
    "?.",
    "...",
    "=>",
    "**=",
    "??=",
    "`${",
    "}`",
    "/a/g",
    "1n",
    "@",
    "\u{2028}",
    "😀",
    "\\u0024c",
    "with",
    "enum",
    "namespace",
    "using",
    "yield*",
    "await using",
    "static {",
    "get",
    "set",
    "super",
    "/* coroscope ignore next */",
    "// coroscope ignore start\n",
    "$c",
    "$f",
    "register",
    "__awaiter",
    "_asyncToGenerator",
    "function*",
    "for await",
    "break a;",
    "a:",
    "try {",
    "} catch {",
    "eval(",
    "async",
    "await",
    "(0, a)(",
    ".bind",
    "this",
    "\u{feff}",
];

/// xorshift64 (Marsaglia, 2003)
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn one_of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> Option<&'a T> {
        all.get(self.below(all.len())).copied()
    }
}

fn programs() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../conformance/programs");
    let mut directories = vec![root];
    let mut programs = Vec::new();
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                directories.push(path);
            } else if path
                .extension()
                .is_some_and(|name| name == "js" || name == "cjs")
            {
                programs.extend(fs::read_to_string(path));
            }
        }
    }
    programs.sort();
    programs
}

fn edited(program: &str, words: &[&str], random: &mut Random) -> String {
    let mut chars: Vec<char> = program.chars().collect();
    for _ in 0..=random.below(4) {
        let start = random.below(chars.len() + 1);
        let end = (start + random.below(7)).min(chars.len());
        let put = random.one_of(words).unwrap_or_default();
        chars.splice(start..end, put.chars());
    }
    chars.into_iter().collect()
}

/// Whether the code parses; it is then instrumented and printed.
fn compile(code: &str, is_typescript: bool, leaves: Leaves) -> bool {
    let map = Lrc::new(SourceMap::default());
    let file = map.new_source_file(Lrc::new(FileName::Anon), code.to_owned());
    let syntax = if is_typescript {
        Syntax::Typescript(TsSyntax {
            tsx: true,
            decorators: true,
            ..TsSyntax::default()
        })
    } else {
        Syntax::Es(EsSyntax {
            jsx: true,
            decorators: true,
            explicit_resource_management: true,
            allow_return_outside_function: true,
            ..EsSyntax::default()
        })
    };
    let parsed = parse_file_as_program(&file, syntax, EsVersion::EsNext, None, &mut Vec::new());
    let Ok(mut program) = parsed else {
        return false;
    };
    let comments = SingleThreadedComments::default();
    let options = Options {
        leaves,
        source_text: true,
        ..Options::default()
    };
    let source = Source {
        code,
        start: file.start_pos,
        comments: Some(&comments),
    };
    let unresolved = SyntaxContext::empty();
    instrument(&mut program, &source, &options, unresolved, &mut |_| {});
    to_code_default(map, Some(&comments), &program);
    true
}

fn fuzz(seed: u64) -> Result<(), String> {
    let programs = programs();
    let programs: Vec<&str> = programs.iter().map(String::as_str).collect();
    let mut words: Vec<&str> = programs
        .iter()
        .flat_map(|program| program.split(|char: char| !char.is_alphanumeric()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words.extend(WORDS);
    let mut random = Random(seed);
    let mut compiled = 0;
    for _ in 0..SOURCES {
        let program = random.one_of(&programs).ok_or("the programs have moved")?;
        let code = edited(program, &words, &mut random);
        let is_typescript = random.below(2) == 0;
        let leaves = [Leaves::Count, Leaves::Skip, Leaves::Time];
        let leaves = leaves
            .get(random.below(3))
            .copied()
            .unwrap_or(Leaves::Count);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            GLOBALS.set(&Globals::new(), || compile(&code, is_typescript, leaves))
        }));
        compiled += usize::from(outcome.map_err(|_| format!("seed {seed}: {code}"))?);
    }
    // Most of what is tried is no program.
    (compiled > SOURCES / 20)
        .then_some(())
        .ok_or_else(|| format!("only {compiled} of {SOURCES} sources parse"))
}

#[test]
fn no_source_of_a_fixed_seed_makes_the_transform_panic() -> Result<(), String> {
    fuzz(0x9e37_79b9_7f4a_7c15)
}

#[test]
fn no_source_of_a_new_seed_makes_the_transform_panic() -> Result<(), String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    fuzz(now.map_or(1, |now| now.as_nanos() as u64) | 1)
}
