import type { ThreadEnd } from '@coroscope/runtime/contract';
import { EventEmitter } from 'node:events';
import { javascriptHost } from '../platform/javascript-host.js';

/** What Node's types leave out: true from the moment at which the thread has begun to exit. */
interface ExitingProcess {
  _exiting?: boolean;
}

/** How a thread ends; one that has crashed was ended by an error that nothing caught. */
export type Ending = Exclude<ThreadEnd, 'running'> | 'crashed';

/**
 * Calls back when this thread exits, before the program's listeners of `exit` are called. Such a
 * listener of our own could be counted, and is gone after `process.removeAllListeners()`. But Node reads
 * `process.emit` to emit the event, and finds a getter there.
 *
 * @param callback is given how the thread ends, where that can be told
 */
export function onExit(callback: (end?: Ending) => void): void {
  // Bun emits the event by itself, and ends its test runner without it.
  if (javascriptHost === 'bun') {
    process.on('exit', () => callback());
    return;
  }
  // Deno's test runner ends a file with this event only.
  if (javascriptHost === 'deno')
    (globalThis as unknown as EventTarget).addEventListener('unload', () => callback());
  const program: NodeJS.Process & ExitingProcess = process;
  // An earlier hook may have put its own `emit` in place.
  let replacement: unknown = Object.hasOwn(process, 'emit') ? process.emit : undefined;
  if (replacement !== undefined) delete (process as Partial<NodeJS.Process>).emit;
  Object.defineProperty(Object.getPrototypeOf(process), 'emit', {
    configurable: true,
    get: function readEmit() {
      if (program._exiting) callback(endingBy(readEmit));
      return replacement ?? EventEmitter.prototype.emit;
    },
    set(value: unknown) {
      replacement = value;
    },
  });
}

const { hasOwn } = Object;
const { apply, deleteProperty } = Reflect;
const NativeError = Error;
const { captureStackTrace } = Error;
const { exec } = RegExp.prototype;
const EXIT = /exit/i;

/**
 * How a thread ends whose exit is announced by what calls a function that is running now: the end of the event
 * loop is Node's own doing; `process.exit` and uncaught errors are JavaScript. Undefined where the program
 * does not let stacks be read.
 */
function endingBy(callee: () => unknown): Ending | undefined {
  const { prepareStackTrace, stackTraceLimit } = NativeError;
  const hadFormatter = hasOwn(NativeError, 'prepareStackTrace');
  let ending: Ending | undefined;
  try {
    NativeError.stackTraceLimit = 1;
    NativeError.prepareStackTrace = (_error, callers) => {
      if (callers.length === 0) return (ending = 'drained');
      const name = callers[0].getFunctionName() ?? '';
      return (ending = apply(exec, EXIT, [name]) === null ? 'crashed' : 'ended');
    };
    const trace: { stack?: unknown } = {};
    captureStackTrace(trace, callee);
    // Reading it formats it.
    void trace.stack;
    return ending;
  } catch {
    return undefined;
  } finally {
    restore(hadFormatter, prepareStackTrace, stackTraceLimit);
  }
}

function restore(hadFormatter: boolean, formatter: typeof Error.prepareStackTrace, limit: number) {
  try {
    NativeError.stackTraceLimit = limit;
    if (hadFormatter) NativeError.prepareStackTrace = formatter;
    else deleteProperty(NativeError, 'prepareStackTrace');
  } catch {
    // Frozen: nothing has been changed, either.
  }
}
