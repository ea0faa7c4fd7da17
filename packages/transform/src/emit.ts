import type * as t from '@babel/types';
import { call, identifier, member, numericLiteral, statement } from './nodes.js';
import type { FileState, FunctionRecord } from './file-state.js';

type Probe =
  | 'resumed'
  | 'suspend'
  | 'pause'
  | 'pauseAsync'
  | 'delegate'
  | 'delegateAsync'
  | 'iterate'
  | 'dispose'
  | 'resumes'
  | 'ends'
  | 'destructure'
  | 'returned'
  | 'hold'
  | 'release'
  | 'resume';

/** The name of the running activation: that of the function, or of the file's own body. */
export function handleName(file: FileState): string {
  return file.frame.kind === 'module' ? file.names.moduleHandle : file.names.handle;
}

export const handle = (file: FileState) => identifier(handleName(file));

/** `$c.probe($f, …)` */
export function probe(file: FileState, name: Probe, ...args: t.Expression[]): t.CallExpression {
  return call(member(identifier(file.names.probes), name), [handle(file), ...args]);
}

/** `$c.probe($f, site, value)` */
export function siteProbe(
  file: FileState,
  name: Probe,
  site: number,
  value: t.Expression | null | undefined,
): t.CallExpression {
  const result = probe(file, name, numericLiteral(site));
  if (value) result.arguments.push(value);
  return result;
}

/** `$c.resume($f);` */
export const resume = (file: FileState) => statement(probe(file, 'resume'));

/** `$b(index)` */
export const functionId = (file: FileState, record: FunctionRecord) =>
  call(identifier(file.names.base), [record.index]);

/** `$c.on` */
export const isOn = (file: FileState) => member(identifier(file.names.probes), 'on');
