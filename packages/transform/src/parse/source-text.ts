import type * as t from '@babel/types';
import { some } from '../ast/some.js';
import { hash } from './hash.js';

/** The text of a file, from which the runtime answers `Function.prototype.toString`. */
export interface SourceText {
  readonly code: string;
  /** Identifies the file among all others. */
  readonly key: string;
  /** Whether the whole file is JavaScript, so that its functions need not be searched. */
  readonly isPlain: boolean;
}

export function sourceTextOf(program: t.Program, code: string, filename: string): SourceText {
  const key = hash(filename + code) + code.length.toString(36);
  return { code, key, isPlain: isJavaScript(program) };
}

/** Whether engines can run the text of a node: it has no types, JSX or decorators. */
export function isJavaScript(node: t.Node): boolean {
  return !some(node, isForeign);
}

const FOREIGN = /^(?:TS|JSX|Flow|Type|Interface|OpaqueType|Enum|Decorator$|ClassAccessor)/;
/** Words and marks (`?`, `!`) of TypeScript and Flow that are flags on nodes of JavaScript. */
const FOREIGN_FLAGS = ['abstract', 'accessibility', 'declare', 'definite', 'optional', 'override'];

function isForeign(node: t.Node): true | undefined {
  if (FOREIGN.test(node.type)) return true;
  if (node.type.startsWith('Optional')) return undefined;
  const fields = node as unknown as Record<string, unknown>;
  return FOREIGN_FLAGS.some((flag) => fields[flag]) || fields.readonly === true || undefined;
}
