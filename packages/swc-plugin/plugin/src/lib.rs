//! The plugin that SWC loads: it reads the options and the text of the file from the host, and hands
//! them to the transform.

mod options;
mod selection;

use coroscope_swc_transform::swc_core;
use coroscope_swc_transform::{instrument, Source};
use options::PluginOptions;
use swc_core::common::comments::Comments;
use swc_core::common::{SourceMapper, Spanned, SyntaxContext};
use swc_core::ecma::ast::Program;
use swc_core::plugin::errors::HANDLER;
use swc_core::plugin::metadata::TransformPluginMetadataContextKind::{Cwd, Filename};
use swc_core::plugin::plugin_transform;
use swc_core::plugin::proxies::TransformPluginProgramMetadata;

const NAME: &str = "@coroscope/swc-plugin";

#[plugin_transform]
fn process(mut program: Program, metadata: TransformPluginProgramMetadata) -> Program {
    let config = metadata.get_transform_plugin_config().unwrap_or_default();
    let options = match PluginOptions::parse(&config) {
        Ok(options) => options,
        Err(message) => {
            HANDLER.with(|handler| handler.err(&format!("{NAME}: {message}")));
            return program;
        }
    };
    process_file(&mut program, &metadata, options);
    program
}

fn process_file(
    program: &mut Program,
    metadata: &TransformPluginProgramMetadata,
    PluginOptions {
        selection,
        mut transform,
    }: PluginOptions,
) {
    let filename = metadata.get_context(&Filename);
    let cwd = metadata.get_context(&Cwd).unwrap_or_default();
    if filename
        .as_ref()
        .is_some_and(|filename| !selection.contains(filename, &cwd))
    {
        return;
    }
    transform.filename = filename.unwrap_or_else(|| "unknown".into());
    explain_panics(&transform.filename);
    let start = program.span().lo;
    if start.is_dummy() {
        return;
    }
    let file = metadata.source_map.lookup_char_pos(start).file;
    let source = Source {
        code: &file.src,
        start: file.start_pos,
        comments: metadata
            .comments
            .as_ref()
            .map(|comments| comments as &dyn Comments),
    };
    let unresolved = SyntaxContext::empty().apply_mark(metadata.unresolved_mark);
    let mut warn = |message: String| HANDLER.with(|handler| handler.warn(&message));
    instrument(program, &source, &transform, unresolved, &mut warn);
}

/// A panic ends the host's build. It says in which file it was, and how to go on without that.
fn explain_panics(filename: &str) {
    let filename = filename.to_owned();
    std::panic::set_hook(Box::new(move |panic| {
        let message = explanation(&filename, &panic.to_string());
        if HANDLER.is_set() {
            HANDLER.with(|handler| handler.err(&message));
        }
    }));
}

fn explanation(filename: &str, panic: &str) -> String {
    format!(
        "{NAME}: instrumenting {filename} failed ({panic}). Leave the file out by the option 'exclude', \
         or instrument before SWC, and report it."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_names_the_file_and_the_way_round() {
        let message = explanation("src/shop.ts", "no such index");
        assert_eq!(
            message,
            "@coroscope/swc-plugin: instrumenting src/shop.ts failed (no such index). Leave the file out \
             by the option 'exclude', or instrument before SWC, and report it."
        );
    }
}
