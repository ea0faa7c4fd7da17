/** A location in the source that runs. */
export interface Location {
  /** Path or URL. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

const UNKNOWN_LOCATION: Location = { file: '<unknown>', line: 1, column: 1 };

type AnyFunction = (...args: never[]) => unknown;

interface StackCapture {
  captureStackTrace?: (target: object, below: AnyFunction) => void;
}

/**
 * The location from which a function of this package was called, read from a stack trace.
 *
 * @param called the function, which is on the stack and has called this one
 */
export function callerLocation(called: AnyFunction): Location {
  const { captureStackTrace } = Error as StackCapture;
  const holder: { stack?: unknown } = captureStackTrace ? {} : new Error();
  captureStackTrace?.(holder, called);
  // A program may have replaced `Error.prepareStackTrace`.
  if (typeof holder.stack !== 'string') return UNKNOWN_LOCATION;
  const lines = holder.stack.split('\n');
  // V8 puts the message first, and omits the frames above `called`; other engines begin with this function.
  return parseFrame(lines[captureStackTrace ? 1 : 2] ?? '') ?? UNKNOWN_LOCATION;
}

/** Parses `at load (file:///app/db.js:3:7)` of V8, or `load@http://host/db.js:3:7` of other engines. */
export function parseFrame(frame: string): Location | undefined {
  const match =
    /^\s*at (?:.*? \()?(.+?):(\d+):(\d+)\)?$/.exec(frame) ??
    /^[^@]*@(.+?):(\d+):(\d+)$/.exec(frame);
  if (match === null) return undefined;
  const [, file, line, column] = match;
  return { file, line: Number(line), column: Number(column) };
}
