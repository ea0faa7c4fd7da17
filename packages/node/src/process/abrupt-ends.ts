import { isMainThread } from 'node:worker_threads';
import { javascriptHost } from '../platform/javascript-host.js';
import type { Ending } from './exit.js';

const { apply, defineProperty } = Reflect;
const NativeProxy = Proxy;

/** Functions of `process` that Node calls, and that its types leave out. */
interface InternalProcess {
  reallyExit?: Procedure;
  _fatalException?: Procedure;
  abort?: Procedure;
}

type Procedure = (...args: unknown[]) => unknown;

/**
 * Calls back when this thread ends without the event `exit`: by `process.abort`, by `process.reallyExit`, which
 * `process.exit` calls in the end, and by an error in what handles uncaught ones. A proxy of a function
 * is called what it is called, and has its text.
 */
export function onAbruptEnd(callback: (end: Ending) => void): void {
  if (javascriptHost !== 'node') return;
  const program = process as unknown as InternalProcess;
  before(program, 'reallyExit', () => callback('ended'));
  // In a worker it only throws.
  if (isMainThread) before(program, 'abort', () => callback('ended'));
  replace(program, '_fatalException', (target, self, args) => {
    let isHandled = false;
    try {
      const result = apply(target, self, args);
      isHandled = true;
      return result;
    } finally {
      // Not caught: the message that Node prints shows where an error was thrown.
      if (!isHandled) callback('crashed');
    }
  });
}

function before(object: InternalProcess, name: keyof InternalProcess, work: () => void): void {
  replace(object, name, (target, self, args) => {
    work();
    return apply(target, self, args);
  });
}

function replace(
  object: InternalProcess,
  name: keyof InternalProcess,
  call: (target: Procedure, self: unknown, args: unknown[]) => unknown,
): void {
  const original = object[name];
  if (typeof original !== 'function') return;
  defineProperty(object, name, { value: new NativeProxy(original, { apply: call }) });
}
