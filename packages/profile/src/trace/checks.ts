import type { TraceEnd, TraceFile, TraceHost, TraceInfo } from '@coroscope/runtime/contract';

/** Whether what stands in a file is what should stand there: it may have been damaged. */

const MOST_DECLARED = 1 << 22;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isString = (value: unknown): value is string => typeof value === 'string';
export const areStrings = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(isString);
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0;
const isOptional = (value: unknown, check: (value: unknown) => boolean) =>
  value === undefined || check(value);

const isClock = (value: unknown) =>
  isObject(value) &&
  ['wall', 'cpu', 'custom'].includes(value.kind as string) &&
  isString(value.source);

export function isInfo(value: unknown): value is TraceInfo {
  return (
    isObject(value) &&
    Number.isFinite(value.start) &&
    isClock(value.clock) &&
    isObject(value.thread) &&
    isString(value.thread.name) &&
    isOptional(value.startedAt, isString)
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
    Number.isFinite(value.end) &&
    isCount(value.events) &&
    isCount(value.overwritten) &&
    isCount(value.dropped) &&
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
