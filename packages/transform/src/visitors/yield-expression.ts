import type * as t from '@babel/types';
import { lastPosition } from '../ast/last-position.js';
import { siteProbe } from '../emit/probes.js';
import { resumed } from '../emit/resumed.js';
import { unnamed } from '../emit/unnamed.js';
import type { FileState } from '../walk/file-state.js';
import { addSuspension } from '../walk/sites.js';
import { visitChildren } from '../walk/visit.js';
import { visitLoweredYield } from './lowered-yield.js';

/**
 * Pauses once the operand is evaluated, and resumes with what the consumer sends.
 *
 * @example
 * yield x;
 * yield* y;
 * // becomes, in a generator
 * $c?.resumed($f, yield $c.pause($f, 0, x));
 * $c?.resumed($f, yield* [$c.delegate($f, 1, y)]?.[0]);
 * // and in an async generator
 * $c?.resumed($f, yield $c.pauseAsync($f, 0, x));
 * $c?.resumed($f, yield* [$c.delegateAsync($f, 1, y)]?.[0]);
 */
export function visitYieldExpression(node: t.YieldExpression, file: FileState): t.Node {
  if (file.frame.metadata === null) return visitChildren(node, file);
  if (file.frame.isLowered) return visitLoweredYield(node, file);
  const kind = node.delegate ? 'yield*' : 'yield';
  const site = addSuspension(file, kind, node);
  const position = node.delegate ? lastPosition(node.argument!, node, file.code) : null;
  visitChildren(node, file);
  const argument = siteProbe(file, kind, site, node.argument);
  if (!node.argument) argument.start = argument.end = node.end;
  node.argument = node.delegate ? unnamed(argument, position) : argument;
  return resumed(node, file);
}
