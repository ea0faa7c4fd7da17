import { runInThisContext } from 'node:vm';
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

type Call = (target: Procedure, self: unknown, args: unknown[]) => unknown;

/**
 * Calls back when this thread ends without the event `exit`: by `process.abort`, by `process.reallyExit`, which
 * `process.exit` calls in the end, and by an error in what handles uncaught ones. A proxy of a function has its
 * name.
 */
export function onAbruptEnd(callback: (end: Ending) => void): void {
  if (javascriptHost !== 'node') return;
  const program = process as unknown as InternalProcess;
  before(program, 'reallyExit', () => callback('ended'));
  // In a worker it only throws.
  if (isMainThread) before(program, 'abort', () => callback('ended'));
  const failing = runInThisContext(FAILING, { filename: FAILING_FILE }) as FailingCall;
  replace(
    program,
    '_fatalException',
    failing(apply, () => callback('crashed')),
  );
}

type FailingCall = (apply: typeof Reflect.apply, onFailure: () => void) => Call;

/**
 * A call that reports when it throws. The error is not caught: what Node prints shows where it was thrown. The frame is
 * in the stacks of handlers of uncaught errors, and is named as those of Node are beside it, which readers skip.
 */
const FAILING = `(apply, onFailure) => function fail(target, self, args) {
  let isDone = false;
  try {
    const result = apply(target, self, args);
    isDone = true;
    return result;
  } finally {
    if (!isDone) onFailure();
  }
}`;
const FAILING_FILE = 'node:internal/process/execution';

function before(object: InternalProcess, name: keyof InternalProcess, work: () => void): void {
  replace(object, name, (target, self, args) => {
    work();
    return apply(target, self, args);
  });
}

function replace(object: InternalProcess, name: keyof InternalProcess, call: Call): void {
  const original = object[name];
  if (typeof original !== 'function') return;
  defineProperty(object, name, { value: new NativeProxy(original, { apply: call }) });
}
