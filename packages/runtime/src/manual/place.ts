/** Where something stands in the source that runs. */
export interface Place {
  /** Path or URL. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

const NOWHERE: Place = { file: '<unknown>', line: 1, column: 1 };

type AnyFunction = (...args: never[]) => unknown;

interface StackCapture {
  captureStackTrace?: (target: object, below: AnyFunction) => void;
}

/**
 * Where a function of ours was called from, by what the engine says of the stack.
 *
 * @param called The function, which is on the stack, called by the one that calls this.
 */
export function callerOf(called: AnyFunction): Place {
  const { captureStackTrace } = Error as StackCapture;
  const holder: { stack?: unknown } = captureStackTrace ? {} : new Error();
  captureStackTrace?.(holder, called);
  // A program may have made the engine give something else than text.
  if (typeof holder.stack !== 'string') return NOWHERE;
  const lines = holder.stack.split('\n');
  // V8 puts the message first and was told whom to leave out; the others begin with this function.
  return parseFrame(lines[captureStackTrace ? 1 : 2] ?? '') ?? NOWHERE;
}

/** `at load (file:///app/db.js:3:7)` of V8, `load@http://host/db.js:3:7` of the others. */
export function parseFrame(frame: string): Place | undefined {
  const match =
    /^\s*at (?:.*? \()?(.+?):(\d+):(\d+)\)?$/.exec(frame) ??
    /^[^@]*@(.+?):(\d+):(\d+)$/.exec(frame);
  if (match === null) return undefined;
  const [, file, line, column] = match;
  return { file, line: Number(line), column: Number(column) };
}
