import { profiler } from '@coroscope/runtime';
import { resolve } from 'node:path';
import { isMainThread, threadId } from 'node:worker_threads';
import { installHooks } from '../hooks/install-hooks.js';
import { suppressProfiling } from '../instrumentation/suppression.js';
import { oneLine } from '../messages/one-line.js';
import { sayNotProfiled } from '../messages/not-profiled.js';
import { say } from '../messages/say.js';
import { declareProbes } from '../platform/declare-probes.js';
import { isDenoTest, javascriptHost } from '../platform/javascript-host.js';
import { isProgramThread } from '../platform/is-program-thread.js';
import { withOwnRealm } from '../platform/own-realm.js';
import { passedOptions, writeOptions } from '../options/passed-options.js';
import type { NodeOptions } from '../options/node-options.js';
import type { OwnCode } from '../platform/own-code.js';
import { RunDirectory } from '../run-directory/run-directory.js';
import { onAbruptEnd } from './abrupt-ends.js';
import { adaptWorkers } from './adapt-workers.js';
import { profileChildren } from './children.js';
import { restoreEnvironment } from './worker-environment.js';
import { isStartedTwice } from './started-twice.js';
import { onExit, type Ending } from './exit.js';
import { hidePermissionOptions } from './host-command.js';
import { recordTrace } from './record-trace.js';
import { isScheduled, Recording } from './recording.js';
import { nameThread, prepareShard } from './save-shard.js';
import { saveOnSignal } from './signals.js';
import { hideStackSizeOption } from './stack-size.js';
import { loadTagFunction } from './tag-module.js';
import { processControl, WatchedShard } from '../watcher/join-watcher.js';
import { Watcher } from '../watcher/start-watcher.js';

/** What a thread is given by the module with which it loads us. */
export interface ProgramHost {
  ownCode: OwnCode;
  /** Installs the hooks that instrument what is loaded. */
  install?: (options: NodeOptions, ownCode: OwnCode) => void;
  /** Imports a module of the program; missing where nothing can wait for it. */
  importModule?: (url: string) => Promise<unknown>;
}

/**
 * Profiles this thread until it ends. If `coroscope run` waits for the profile, the thread leaves its
 * shard; otherwise the first process saves the profile of the whole run. If the profiler itself fails,
 * that is reported, and the program runs without it.
 *
 * @returns a promise, for which the program has to wait only if there is a tag module, of a function that
 *   ends the profiling before the thread exits
 */
export async function startProfiling(host: ProgramHost): Promise<() => void> {
  if (!isProgramThread) return () => {};
  try {
    if (isStartedTwice()) return () => {};
    const { ownCode, install = installHooks } = host;
    const options = passedOptions(process.env) ?? readOptions(ownCode);
    if (!isMainThread) restoreEnvironment();
    if (options.stackSizeOption !== undefined) hideStackSizeOption(options.stackSizeOption);
    hidePermissionOptions(options);
    // What another file of tests has left in the environment that they share.
    if (isDenoTest) options.runDirectory = undefined;
    const isFirst = options.runDirectory === undefined && isMainThread;
    if (isFirst) {
      options.runDirectory = RunDirectory.create().path;
      writeOptions(process.env, options);
      profileChildren(process.env);
    }
    if (options.runDirectory === undefined) return () => {};
    const run = new RunDirectory(options.runDirectory);
    // A process may outlive the command that waited for its shard.
    if (!run.exists()) return () => {};
    // Its figures are found even if nothing of it is left to save them.
    if (isFirst && options.watcher !== false) run.noteOwner({ process: process.pid, options });
    const id = nameThread();
    const control = processControl();
    const watched = new WatchedShard(id, control);
    const watcher = createWatcher(options, isFirst, run, watched, control);
    const saveShard = prepareShard(run, id, watched, options, ownCode);
    let endTrace = () => {};
    const save = (how?: Ending) => {
      watcher?.noteEnding();
      try {
        endTrace();
        saveShard(how);
        watcher?.saveOthers();
        if (isFirst || isOrphan(options)) saveRun(ownCode, options, run);
        ownCode.saveCache();
      } catch (error) {
        if (run.exists()) say(`the profile could not be saved: ${oneLine(error, run.path)}`);
      }
    };
    const end = (how?: Ending) => withOwnRealm(() => save(how));
    const releaseSignals = isMainThread
      ? saveOnSignal(
          () => end('ended'),
          () => run.acknowledgeSignals(process.pid),
          watcher,
        )
      : () => {};
    let hasEnded = false;
    const endForGood = (how?: Ending) => {
      if (hasEnded) return;
      hasEnded = true;
      withOwnRealm(() => {
        save(how);
        releaseSignals();
        watcher?.awaitReleaseAtExit();
      });
    };
    onExit(endForGood);
    onAbruptEnd(endForGood);
    declareProbes();
    install(options, ownCode);
    // Only now: it starts beside the program, not beside what the program waits for.
    if (watcher !== undefined && isWatchedFromStart(options, isFirst)) watcher.start();
    else watcher?.startLater();
    // A worker that never gives its event loop a turn meets a watcher that is starting, at least.
    if (javascriptHost === 'node') adaptWorkers(options, () => watcher?.start());
    const { clock, hot, held, tagModule, cwd, maxContexts, maxTags } = options;
    const tag =
      tagModule === undefined
        ? undefined
        : await loadTagFunction(tagModule, cwd, host.importModule!);
    const compileSource = (text: string) => compileFunction(ownCode, text);
    const recording = new Recording(control, () =>
      profiler.start({ clock, hot, held, tag, maxContexts, maxTags, compileSource }),
    );
    if (isScheduled(options) && options.begun === undefined && isMainThread) {
      // The processes that it starts count from here, too.
      options.begun = Date.now();
      writeOptions(process.env, options);
    }
    if (isMainThread) recording.schedule(options);
    recording.follow();
    if (isMainThread && options.signal !== undefined) toggleOn(options.signal, recording);
    endTrace = startTrace(options, run);
    return end;
  } catch (error) {
    sayNotProfiled(error);
    return () => {};
  }
}

/** This listener is seen by the program: who gives the option knows that. */
function toggleOn(signal: NodeJS.Signals, recording: Recording): void {
  try {
    process.on(signal, () => recording.toggle());
  } catch (error) {
    say(`${signal} can't be listened for here: ${(error as Error).message}`);
  }
}

function readOptions(ownCode: OwnCode): NodeOptions {
  const part = ownCode.loadPart('configuration') as typeof import('../options/environment.js');
  return part.readOptions(process.env);
}

/** Code that parses is loaded only when a program asks for the text of a function. */
function compileFunction(ownCode: OwnCode, text: string): string | undefined {
  return suppressProfiling(() => {
    const part = ownCode.loadPart(
      'instrumentation',
    ) as typeof import('../typescript/compile-function.js');
    return part.compileFunction(text);
  });
}

function saveRun(ownCode: OwnCode, options: NodeOptions, run: RunDirectory): void {
  const part = ownCode.loadPart('merging') as typeof import('./save-run.js');
  part.saveRun(options, run, () => {
    const { readImage } = ownCode.loadPart('images') as typeof import('../shards/read-image.js');
    return readImage;
  });
}

/** @returns a function that ends the trace, if one is recorded */
function startTrace({ cwd, trace, traceTag, flush }: NodeOptions, run: RunDirectory): () => void {
  if (trace === undefined) return () => {};
  const id = { process: process.pid, thread: threadId };
  const file = run.traceShard(resolve(cwd, trace), id);
  try {
    const tags = traceTag === undefined ? undefined : [traceTag].flat();
    return recordTrace(file, { tags, interval: flush * 1000 });
  } catch (error) {
    say(`no trace is recorded: ${oneLine(error, file)}`);
    return () => {};
  }
}

// Before it can change.
const { ppid: parent } = process;

/**
 * Has the accounts of this thread watched.
 *
 * @returns the watcher of the process, if this is its main thread
 */
function createWatcher(
  options: NodeOptions,
  isFirst: boolean,
  run: RunDirectory,
  watched: WatchedShard,
  control: Int32Array | undefined,
): Watcher | undefined {
  const { registration } = watched;
  if (options.watcher === false || javascriptHost !== 'node') return undefined;
  if (registration === undefined || control === undefined) return undefined;
  if (!isMainThread) {
    watched.join(run.path);
    return undefined;
  }
  const { command, flush } = options;
  return new Watcher(run, {
    control,
    interval: flush * 1000,
    main: registration,
    isProgram: isProgram(options, isFirst),
    command,
    // A command does so itself.
    watchesSignals: command !== parent,
    ownRun: isFirst ? options : undefined,
  });
}

/** Whether this process is what was started, and none of its children, which are often many, and short. */
function isProgram({ command }: NodeOptions, isFirst: boolean): boolean {
  return isFirst || command === parent;
}

function isWatchedFromStart(options: NodeOptions, isFirst: boolean): boolean {
  return options.watcher === true || isProgram(options, isFirst);
}

/** Whether the command that waited for this process has been killed. */
function isOrphan({ command }: NodeOptions): boolean {
  return isMainThread && command === parent && process.ppid !== parent;
}
