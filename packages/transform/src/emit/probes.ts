import type * as t from '@babel/types';
import type { Probes } from '@coroscope/runtime';
import type { SiteKind } from '@coroscope/runtime/contract';
import {
  call,
  identifier,
  member,
  numericLiteral,
  optionalCall,
  statement,
} from '../ast/builders.js';
import type { FileState, FunctionRecord } from '../walk/file-state.js';

type SiteProbe = { inAsyncGenerator: keyof Probes; elsewhere: keyof Probes };

/** The probe that is called at each kind of site. */
const SITE_PROBES: Record<SiteKind, SiteProbe> = {
  await: { elsewhere: 'suspend', inAsyncGenerator: 'suspend' },
  'await using': { elsewhere: 'dispose', inAsyncGenerator: 'dispose' },
  'for await': { elsewhere: 'iterate', inAsyncGenerator: 'iterate' },
  // An async generator awaits what it returns.
  return: { elsewhere: 'returned', inAsyncGenerator: 'suspend' },
  yield: { elsewhere: 'pause', inAsyncGenerator: 'pauseAsync' },
  'yield*': { elsewhere: 'delegate', inAsyncGenerator: 'delegateAsync' },
};

/** The variable that holds the running activation: of the function, or of the file's own body. */
function handleName({ frame, names }: FileState): string {
  return frame.kind === 'module' ? names.moduleHandle : names.handle;
}

export const handle = (file: FileState) => identifier(handleName(file));

/** `$c.probe($f, …)` */
export function probe(
  file: FileState,
  name: keyof Probes,
  ...args: t.Expression[]
): t.CallExpression {
  return call(member(identifier(file.names.probes), name), [handle(file), ...args]);
}

/**
 * `$c?.probe($f, …)`. V8 names the callee of a call in messages, but calls an optional one
 * `(intermediate value)`, as it does an `await` or a `yield`.
 */
export function unnamedProbe(
  file: FileState,
  name: keyof Probes,
  ...args: t.Expression[]
): t.OptionalCallExpression {
  return optionalCall(identifier(file.names.probes), name, [handle(file), ...args]);
}

/** `$c.probe($f, site, value)`, with the probe for the kind of site */
export function siteProbe(
  file: FileState,
  kind: SiteKind,
  site: number,
  value: t.Expression | null | undefined,
): t.CallExpression | t.OptionalCallExpression {
  const { elsewhere, inAsyncGenerator } = SITE_PROBES[kind];
  const name = file.frame.kind === 'asyncGenerator' ? inAsyncGenerator : elsewhere;
  const create = kind === 'for await' ? unnamedProbe : probe;
  const result = create(file, name, numericLiteral(site));
  if (value) result.arguments.push(value);
  return result;
}

/** `$c.resume($f);` */
export const resume = (file: FileState) => statement(probe(file, 'resume'));

/** `$b(index)` */
export const functionId = (file: FileState, record: FunctionRecord) =>
  call(identifier(file.names.functionId), [record.index]);

/** `$c.on` */
export const isOn = (file: FileState) => member(identifier(file.names.probes), 'on');
