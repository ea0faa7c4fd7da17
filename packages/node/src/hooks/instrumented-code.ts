import { readExternalMap, warnOnce } from '@coroscope/adapter';
import {
  InstrumentationCache,
  sharedCacheDirectory,
  type CachedCode,
  type EmbeddedSources,
} from '@coroscope/adapter/cache';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Instrument, InstrumentObserver } from '../instrumentation/instrument.js';
import { createSelection } from '../instrumentation/selection.js';
import { say } from '../messages/say.js';
import type { NodeOptions } from '../options/node-options.js';
import type { OwnCode } from '../platform/own-code.js';
import { versionOf } from '../platform/own-package.js';
import { RunDirectory } from '../run-directory/run-directory.js';
import { mayNeedMetadata } from '../typescript/may-need-metadata.js';
import { declaredFormatOf, type ModuleFormat } from '../typescript/module-format.js';
import type { ConfiguredFile, SourceFile } from '../typescript/source-file.js';
import type { Toolchain } from '../typescript/toolchain.js';
import { compilerOptionsOf } from '../typescript/tsconfig.js';
import type { CodeHooks } from './code-hooks.js';

/** How the hooks of a thread change code, for hosts of either kind. */
export interface InstrumentedCode extends Pick<CodeHooks, 'instrument' | 'formatOf'> {
  compile: (file: SourceFile) => Promise<string>;
  compileSync: (file: SourceFile) => string;
}

type Noticed = Omit<CachedCode, 'code'> & { isKept: boolean };

const nothingNoticed = (): Noticed => ({ messages: [], sources: [], isKept: true });

/** Instruments and compiles what the cache does not have. Only for that, code that parses is loaded. */
export function createInstrumentedCode(options: NodeOptions, ownCode: OwnCode): InstrumentedCode {
  const isSelected = createSelection(options);
  const cache = createCache(options, ownCode);
  const run =
    options.runDirectory === undefined ? undefined : new RunDirectory(options.runDirectory);
  const warn = options.quiet ? () => {} : warnOnce(say);

  let noticed = nothingNoticed();
  const observer: InstrumentObserver = {
    warn: (message) => noticed.messages.push(message),
    onUnexpected: () => (noticed.isKept = false),
    onInputMap: (map) => noticed.sources.push(...withoutFiles(map)),
  };
  let toolchain: Toolchain;
  let instrumentFile: Instrument;
  /** Begins to make something, of which `noticed` holds what is noticed before anything else is made. */
  const begin = () => {
    noticed = nothingNoticed();
    if (toolchain !== undefined) return toolchain;
    toolchain = ownCode.loadPart('instrumentation') as Toolchain;
    instrumentFile = toolchain.createInstrument(options, observer);
    return toolchain;
  };

  const deliver = ({ code, messages, sources }: CachedCode) => {
    for (const message of messages) warn(message);
    for (const map of sources) run?.saveEmbeddedSources(map);
    return code ?? undefined;
  };
  const keep = (
    key: string | undefined,
    code: string | undefined,
    { messages, sources, isKept }: Noticed,
  ) => {
    const made = { code: code ?? null, messages, sources };
    if (key !== undefined && isKept) cache!.store(key, made);
    return deliver(made);
  };

  const instrument: Instrument = (code, path, sourceType, needsMap) => {
    if (!isSelected(path)) return undefined;
    const map = needsMap ? 'map' : 'no map';
    const key = cache?.keyOf('js', code, path, sourceType, map, readExternalMap(code, path));
    const found = key && cache!.find(key);
    if (found) return deliver(found);
    begin();
    return keep(key, instrumentFile(code, path, sourceType, needsMap), noticed);
  };

  const configured = (file: SourceFile): ConfiguredFile => ({
    ...file,
    compilerOptions: compilerOptionsOf(file.path),
  });
  const keyOfCompiled = (file: ConfiguredFile) => {
    // What a compiler of the program makes of a file may depend on more than we know.
    if (cache === undefined || mayNeedMetadata(file)) return undefined;
    const { source, path, format, compilerOptions } = file;
    const selection = isSelected(path) ? 'instrumented' : 'compiled';
    const target = `${process.versions.node} ${versionOf('esbuild')}`;
    return cache.keyOf(
      'ts',
      source,
      path,
      format,
      selection,
      target,
      JSON.stringify(compilerOptions),
    );
  };
  const instrumentSelected: Instrument = (code, path, ...rest) =>
    isSelected(path) ? instrumentFile(code, path, ...rest) : undefined;

  return {
    instrument,

    formatOf(path, code) {
      const declared = declaredFormatOf(path);
      if (declared !== undefined) return declared;
      const key = cache?.keyOf('format', code, path);
      const found = key && (cache!.find(key)?.code as ModuleFormat | undefined);
      return found || (keep(key, begin().formatBySyntax(path, code), noticed) as ModuleFormat);
    },

    async compile(given) {
      const file = configured(given);
      const key = keyOfCompiled(file);
      const found = key && cache!.find(key);
      if (found) return deliver(found)!;
      const made = begin().compile(file, instrumentSelected);
      // It is instrumented before the compiler is waited for.
      const seen = noticed;
      return keep(key, await made, seen)!;
    },

    compileSync(given) {
      const file = configured(given);
      const key = keyOfCompiled(file);
      const found = key && cache!.find(key);
      if (found) return deliver(found)!;
      return keep(key, begin().compileSync(file, instrumentSelected), noticed)!;
    },
  };
}

function createCache(
  { cache, cwd, leaves, kinds, modules, sourceText }: NodeOptions,
  ownCode: OwnCode,
): InstrumentationCache | undefined {
  if (cache === false) return undefined;
  const directory = cache === true ? join(sharedCacheDirectory(cwd), 'code') : resolve(cwd, cache);
  const instrumentation = ownCode.versionOfPart('instrumentation');
  const common = { instrumentation, leaves, kinds, modules, sourceText };
  return new InstrumentationCache(directory, common);
}

/** The sources of a map that are embedded in it and are in no file. */
function withoutFiles({ sources, sourcesContent = [] }: EmbeddedSources): EmbeddedSources[] {
  const lost = sources.flatMap((source, index) => {
    const text = sourcesContent[index];
    return source === null || text == null || existsSync(source) ? [] : [{ source, text }];
  });
  if (lost.length === 0) return [];
  return [
    { sources: lost.map(({ source }) => source), sourcesContent: lost.map(({ text }) => text) },
  ];
}
