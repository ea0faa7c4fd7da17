import type * as t from '@babel/types';
import {
  encodeMetadata,
  type FileMetadata,
  type FunctionMetadata,
} from '@coroscope/runtime/contract';
import { newFrame, type FileState, type FunctionRecord } from './file-state.js';
import { findHints } from './hints.js';
import { isInstrumented } from './instrumented.js';
import { rewriteProgram } from './modules.js';
import { chooseNames, hash } from './names.js';
import { numericLiteral } from './nodes.js';
import { checkInstrumentOptions, instrumentSettings, type InstrumentOptions } from './options.js';
import { originsByMap, originsInFile } from './origins.js';
import { REWRITINGS } from './rewritings.js';
import { sourceTextOf } from './source-text.js';
import { visitChildren } from './walk.js';

/** What was instrumented in a file. */
export interface InstrumentedFile extends FileMetadata {
  /** What `source` of a function counts in: more than one where the file is a bundle with a map. */
  sources: string[];
}

/**
 * Instruments a tree of Babel 7 or 8 in place. Types, JSX and decorators may still be in it.
 *
 * @returns what was instrumented; null where the file is left as it was: there is nothing to instrument,
 * a hint says so, or it has been instrumented before
 * @throws Error for an option that does not exist
 *
 * @example
 * const ast = parse(code, { sourceType: 'module' });
 * instrument(ast, { filename: 'shop.js', code });
 * generate(ast).code;
 */
export function instrument(ast: t.File, options: InstrumentOptions = {}): InstrumentedFile | null {
  checkInstrumentOptions(options);
  return instrumentFile(ast, options, ast.program.sourceType);
}

/** As `instrument`, for options that have been checked. */
export function instrumentFile(
  ast: t.File,
  options: InstrumentOptions,
  sourceType: string,
): InstrumentedFile | null {
  const { program } = ast;
  const { code, inputSourceMap } = options;
  const settings = instrumentSettings(options, sourceType);
  const { filename } = settings;
  const hints = findHints(ast.comments, filename, options.onWarning ?? (() => {}));
  if (hints?.ignoresFile || isInstrumented(program, code)) return null;

  const isScript = settings.runtime === 'global' && sourceType === 'script';
  const record = settings.kinds.has('module') ? moduleRecord() : null;
  const file: FileState = {
    settings,
    names: chooseNames(program, code, isScript ? hash(filename + code) : '', settings.runtime),
    origins: inputSourceMap ? originsByMap(filename, inputSourceMap) : originsInFile(filename),
    hints,
    rewritings: REWRITINGS,
    source: options.sourceText ? sourceTextOf(program, code!, filename) : null,
    ancestors: [],
    functions: record ? [record] : [],
    sites: [],
    frame: newFrame('module', record && record.metadata, ''),
    ignoring: 0,
    labelled: null,
    disposals: new Map(),
    hasWith: sourceType !== 'module' && (code === undefined || code.includes('with')),
  };
  visitChildren(program, file);
  if (file.functions.length === 0) return null;

  const metadata = collectMetadata(file);
  const { sources } = file.origins;
  // Where the body of the file is the only function, nobody has asked the map.
  if (sources.length === 0) sources.push(filename);
  rewriteProgram(
    program,
    record,
    {
      file: sources.length === 1 ? sources[0]! : sources,
      functions: metadata.functions.length,
      sites: metadata.sites.length,
      metadata: encodeMetadata(metadata),
    },
    isScript,
    file,
  );
  return { ...metadata, sources };
}

function moduleRecord(): FunctionRecord {
  return {
    metadata: { name: '<module>', kind: 'module', source: 0, line: 1, column: 1, counted: false },
    index: numericLiteral(0),
  };
}

function collectMetadata(file: FileState): FileMetadata {
  const indices = new Map<FunctionMetadata, number>();
  file.functions.forEach(({ metadata, index }, i) => {
    index.value = i;
    indices.set(metadata, i);
  });
  return {
    functions: file.functions.map(({ metadata }) => metadata),
    sites: file.sites.map((site) => ({ ...site, function: indices.get(site.function)! })),
  };
}
