import type { TraceEnd, TraceFile, TraceHost, TraceInfo } from '@coroscope/runtime/contract';

/** Checks of the parts of a file that are JSON: it may have been damaged. */

const MOST_DECLARED = 1 << 22;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string';
export const areStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(isString);
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
/** Some thirty years: no clock of a run shows more, and its nanoseconds fit into 64 bits. */
const LATEST_MS = 1e12;
export const isMoment = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= LATEST_MS;
const isOptional = (value: unknown, check: (value: unknown) => boolean) =>
  value === undefined || check(value);

const isClock = (value: unknown) =>
  isObject(value) &&
  ['wall', 'cpu', 'custom'].includes(value.kind as string) &&
  isString(value.source);

const isThread = (value: unknown) =>
  isObject(value) &&
  isCount(value.id) &&
  isString(value.name) &&
  isOptional(value.process, isCount);

export function isInfo(value: unknown): value is TraceInfo {
  return (
    isObject(value) &&
    isMoment(value.start) &&
    isClock(value.clock) &&
    isThread(value.thread) &&
    isOptional(value.startedAt, isString) &&
    isOptional(value.onlyTags, areStrings) &&
    isOptional(value.monotonic, isMoment)
  );
}

export function areFiles(value: unknown): value is TraceFile[] {
  const isDeclared = (count: unknown) => isCount(count) && (count as number) <= MOST_DECLARED;
  return (
    Array.isArray(value) &&
    value.every(
      (file) =>
        isObject(file) &&
        areStrings(file.sources) &&
        isString(file.metadata) &&
        isDeclared(file.functions) &&
        isDeclared(file.sites) &&
        (file.sites === 0 || file.functions !== 0),
    )
  );
}

export function isEnd(value: unknown): value is TraceEnd {
  return (
    isObject(value) &&
    isClock(value.clock) &&
    isMoment(value.end) &&
    isOptional(value.monotonic, isMoment) &&
    isCount(value.events) &&
    isCount(value.overwritten) &&
    isCount(value.dropped) &&
    isOptional(value.tellsIdle, (flag) => typeof flag === 'boolean') &&
    areStrings(value.notes)
  );
}

export function isHost(value: unknown): value is TraceHost {
  const isProgram = (program: unknown) =>
    isObject(program) &&
    areStrings(program.arguments) &&
    isString(program.directory) &&
    isString(program.platform);
  const areLines = (lines: unknown) =>
    isObject(lines) &&
    Object.values(lines).every((file) => isObject(file) && areStrings(Object.values(file)));
  return (
    isObject(value) &&
    isOptional(value.program, isProgram) &&
    isOptional(value.thread, isString) &&
    isOptional(value.lines, areLines)
  );
}
