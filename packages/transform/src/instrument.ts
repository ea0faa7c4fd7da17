import type * as t from '@babel/types';
import {
  encodeMetadata,
  type FileMetadata,
  type FunctionMetadata,
  type SiteMetadata,
} from '@coroscope/runtime/contract';
import { numericLiteral } from './ast/builders.js';
import { dependencesIn } from './dependence/find-dependences.js';
import { findLoweredFunctions } from './lowered/lowered-functions.js';
import { holdsStateMachines } from './lowered/state-machines.js';
import { generateNames } from './names/generated-names.js';
import { checkInstrumentOptions, instrumentSettings, type InstrumentOptions } from './options.js';
import { hash } from './parse/hash.js';
import { findHints } from './parse/hints.js';
import { isInstrumented, isRuntime } from './parse/is-instrumented.js';
import { originsByMap, originsInFile } from './parse/origins.js';
import { sourceTextOf } from './parse/source-text.js';
import { completeProgram } from './visitors/program.js';
import { REWRITINGS } from './visitors/rewritings.js';
import { EditedNodes } from './ast/edited-nodes.js';
import type { FileState, FunctionRecord } from './walk/file-state.js';
import { newFrame } from './walk/frame.js';
import { visitChildren } from './walk/visit.js';

const STATE_MACHINES =
  'async functions have been compiled to ES5, so that their waits are not seen; compile to ES2015 or later (`target` of TypeScript, esbuild and bundlers, `jsc.target` of SWC, `targets` of preset-env)';

/** The functions and sites that were instrumented in a file. */
export interface InstrumentedFile extends FileMetadata {
  /** The files that `source` of a function is an index of: several where the file is a bundle with a map. */
  sources: string[];
}

/**
 * Instruments a tree of Babel 7 or 8 in place. Types, JSX and decorators may still be in it.
 *
 * @param edited is given the nodes in which something is emitted
 * @returns the functions and sites; null where the file is left as it was, since it holds nothing to
 * instrument, is excluded by a hint, has been instrumented before, or was generated, as the source map shows
 * @throws Error for an option that does not exist
 *
 * @example
 * const ast = parse(code, { sourceType: 'module' });
 * instrument(ast, { filename: 'shop.js', code });
 * generate(ast).code;
 */
export function instrument(
  ast: t.File,
  options: InstrumentOptions = {},
  edited?: EditedNodes,
): InstrumentedFile | null {
  checkInstrumentOptions(options);
  return instrumentFile(ast, options, ast.program.sourceType, edited);
}

/**
 * Instruments a tree like `instrument`, with options that have been checked.
 *
 * @param edited is given the nodes in which something is emitted
 */
export function instrumentFile(
  ast: t.File,
  options: InstrumentOptions,
  sourceType: string,
  edited = new EditedNodes(),
): InstrumentedFile | null {
  const { program } = ast;
  const { code, inputSourceMap } = options;
  const settings = instrumentSettings(options, sourceType);
  const { filename } = settings;
  const warn = options.onWarning ?? (() => {});
  const hints = findHints(ast.comments, filename, warn);
  if (hints?.ignoresFile || isInstrumented(program, code) || isRuntime(program, code)) return null;
  const origins = inputSourceMap ? originsByMap(filename, inputSourceMap) : originsInFile(filename);
  if (origins.isGenerated) return null;
  if (holdsStateMachines(program, code)) warn(`${filename}: ${STATE_MACHINES}`);

  const isScript = settings.runtime === 'global' && sourceType === 'script';
  const suffix = isScript ? hash(filename + code) : '';
  const record = settings.kinds.has('module') ? moduleRecord() : null;
  const file: FileState = {
    settings,
    code,
    names: generateNames(program, code, suffix, settings.runtime === 'global'),
    origins,
    hints,
    edited,
    visitors: REWRITINGS,
    source: options.sourceText ? sourceTextOf(program, code!, filename) : null,
    ancestors: [],
    lowered: findLoweredFunctions(program, code),
    standIns: new Map(),
    functions: record ? [record] : [],
    sites: [],
    frame: newFrame(
      'module',
      record && record.metadata,
      '',
      record && dependencesIn(program, 'module'),
    ),
    ignoreDepth: 0,
    outermostLabel: null,
    disposals: new Map(),
    hasWith: sourceType !== 'module' && (code === undefined || code.includes('with')),
  };
  // The visitors of lowered functions go past some nodes.
  if (file.lowered !== null) edited.addAll();
  visitChildren(program, file);
  if (file.functions.length === 0) return null;

  const metadata = collectMetadata(file);
  const { sources } = file.origins;
  // Where the body of the file is the only function, no position has been looked up in the map.
  if (sources.length === 0) sources.push(filename);
  completeProgram(
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
    sites: sitesOf(file, indices),
  };
}

function sitesOf(file: FileState, indices: Map<FunctionMetadata, number>): SiteMetadata[] {
  const siteOf = new Map(file.sites.map(({ node }, site) => [node, site]));
  return file.sites.map(({ node, dependences, ...site }) => {
    const dependsOn = (dependences?.of(node) ?? [])
      .map((other) => siteOf.get(other))
      .filter((other) => other !== undefined)
      .sort((a, b) => a - b);
    return {
      ...site,
      function: indices.get(site.function)!,
      ...(dependsOn.length > 0 && { dependsOn }),
    };
  });
}
