import type * as t from '@babel/types';
import type { FileState } from '../walk/file-state.js';
import { unnamedProbe } from './probes.js';
import { unnamedElement } from './unnamed.js';

/** `$c?.resumed($f, node)`, with the location of `node`, for coverage and stack traces, and its comments. */
export function resumed(node: t.Expression, file: FileState): t.Expression {
  const result = unnamedProbe(file, 'resumed', node);
  result.loc = node.loc;
  result.leadingComments = node.leadingComments;
  node.leadingComments = null;
  const parent = file.ancestors[file.ancestors.length - 1]!;
  return parent.type === 'SpreadElement' ? unnamedElement(result) : result;
}
