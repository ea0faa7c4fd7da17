import generatorModule, { type GeneratorOptions } from '@babel/generator';
import type * as t from '@babel/types';
import type { EncodedSourceMap } from '@jridgewell/remapping';

// A CommonJS module with a default export: what an import gives depends on who loads it.
const generate =
  (generatorModule as unknown as { default?: typeof generatorModule }).default ?? generatorModule;

/** A comment that would name the map of the code before it was instrumented. */
const SOURCE_MAP_COMMENT = /^[#@]\s*sourceMappingURL=/;

/** Prints a tree with every statement on its own line of the source. */
export function print(
  ast: t.File,
  code: string,
  filename: string,
  sourceMap: boolean,
): { code: string; map: EncodedSourceMap | null } {
  const options: GeneratorOptions = {
    retainLines: true,
    compact: false,
    sourceMaps: sourceMap,
    sourceFileName: filename,
    jsescOption: { minimal: true },
    shouldPrintComment: (text) => !SOURCE_MAP_COMMENT.test(text),
  };
  const result = generate(ast, options, code);
  return { code: result.code, map: result.map as EncodedSourceMap | null };
}
