import type { Loader } from 'esbuild';
import { tryToCompile } from './esbuild.js';

/**
 * Compiles the text of one function or class in TypeScript or JSX, as `Function.prototype.toString` is to
 * give it.
 *
 * @returns undefined where it can't stand alone: for JSX that imports something, or private names
 */
export function compileFunction(text: string): string | undefined {
  const concrete = text.replace(/^abstract\s+/, '');
  for (const loader of LOADERS) {
    for (const [beginning, end, ownBeginning, ownEnd] of FRAMES) {
      const compiled = tryToCompile(beginning + concrete + end, loader);
      if (compiled?.startsWith(ownBeginning) && compiled.endsWith(ownEnd)) {
        return compiled.slice(ownBeginning.length, -ownEnd.length);
      }
    }
  }
  return undefined;
}

const LOADERS: readonly Loader[] = ['ts', 'tsx'];

/** What stands around a text so that it is a program, and around it when esbuild has printed that. */
const FRAMES = [
  ['$coroscope = ', '', '$coroscope = ', ';\n'],
  ['$coroscope = class {', '}', '$coroscope = class {\n  ', '\n};\n'],
] as const;
