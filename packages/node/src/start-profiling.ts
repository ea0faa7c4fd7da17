import { profiler } from '@coroscope/runtime';
import { existsSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';
import { markAnswering } from './answering.js';
import { apart, isApart } from './apart.js';
import { collect } from './collect.js';
import type { CodeHooks } from './hooks/code-hooks.js';
import { hookCommonJs } from './hooks/commonjs.js';
import { hasInThreadHooks, hookInThread } from './hooks/in-thread.js';
import { hookLoaderThread } from './hooks/loader-thread.js';
import { createInstrument } from './instrument.js';
import { oneLine, say } from './messages.js';
import { readOptions, writeOptions, type NodeOptions } from './options.js';
import { createParts, removeParts } from './parts.js';
import { prepareSaving } from './saving.js';
import { loadTagFunction } from './tag-module.js';
import { saveOnSignal } from './signals.js';
import { traceToFile } from './trace-file.js';
import { collectTraces, partialTrace } from './trace-parts.js';
import { prepareCompilation } from './typescript/compile.js';
import { compileSync } from './typescript/esbuild.js';
import { loaderOf } from './typescript/extensions.js';

/**
 * Profiles this thread until it ends. If `coroscope run` waits for the profile, the thread leaves its
 * part; otherwise the first process saves that of the whole run. A failure of the profiler's own
 * is told, and the program runs without it.
 */
export async function startProfiling(): Promise<void> {
  try {
    const options = readOptions(process.env);
    const isFirst = options.parts === undefined && isMainThread;
    if (isFirst) {
      options.parts = createParts();
      writeOptions(process.env, options);
    }
    const { parts } = options;
    // A process may outlive the command that waited for its part.
    if (parts === undefined || !existsSync(parts)) return;
    const save = prepareSaving(parts);
    let endTrace = () => {};
    const end = () => {
      try {
        endTrace();
        save();
        if (isFirst) saveRun(options, parts);
      } catch (error) {
        if (existsSync(parts)) say(`the profile could not be saved: ${oneLine(error, parts)}`);
      }
    };
    process.on('exit', end);
    if (isMainThread) saveOnSignal(end, () => markAnswering(parts));
    installHooks(options);
    const { clock, tagModule, directory } = options;
    const tag = tagModule === undefined ? undefined : await loadTagFunction(tagModule, directory);
    profiler.start({ clock, tag });
    endTrace = startTrace(options, parts);
  } catch (error) {
    say(`the program is not profiled: ${error instanceof Error ? error.message : error}`);
  }
}

/** @returns what ends the trace, if there is one */
function startTrace({ directory, trace }: NodeOptions, parts: string): () => void {
  if (trace === undefined) return () => {};
  const id = { process: process.pid, thread: threadId };
  const file = partialTrace(resolve(directory, trace), parts, id);
  try {
    return traceToFile(file);
  } catch (error) {
    say(`no trace is recorded: ${oneLine(error, file)}`);
    return () => {};
  }
}

function saveRun(options: NodeOptions, parts: string): void {
  const profile = collect(parts, process.pid);
  if (options.trace !== undefined) {
    const [trace] = collectTraces(resolve(options.directory, options.trace), parts, process.pid);
    if (trace !== undefined && !options.quiet) {
      say(`trace saved; print it with: coroscope trace ${relative('.', trace)}`);
    }
  }
  const file = resolve(options.directory, options.out);
  writeFileSync(file, JSON.stringify(profile));
  removeParts(parts);
  if (!options.quiet) say(`profile saved; print it with: coroscope report ${options.out}`);
}

function installHooks(options: NodeOptions): void {
  const instrument = createInstrument(options);
  const hooks: CodeHooks = {
    instrument: (...file) => (isApart() ? undefined : apart(() => instrument(...file))),
    compile: (source, path, format) =>
      apart(() => {
        process.setSourceMapsEnabled(true);
        return compileSync(prepareCompilation(source, path, format, instrument), path);
      }),
    needsMap: () => process.sourceMapsEnabled,
  };
  hookCommonJs(hooks);
  if (hasInThreadHooks()) {
    hookInThread(hooks);
  } else {
    // The thread that loads can't switch source maps on in this one, so it is done beforehand.
    if (loaderOf(process.argv[1] ?? '')) process.setSourceMapsEnabled(true);
    hookLoaderThread({ options, needsMap: process.sourceMapsEnabled });
  }
}
