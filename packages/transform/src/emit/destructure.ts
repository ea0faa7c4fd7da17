import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { unnamedProbe } from './probes.js';

/** `$c?.destructure($f, value)`: the activation resumes before the iterator of `value` is closed. */
export function destructure(value: t.Expression, file: FileState): t.Expression {
  const result = unnamedProbe(file, 'destructure', value);
  result.loc = value.loc;
  return result;
}
