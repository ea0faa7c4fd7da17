import { profiler, type KnownFunction, type Profile } from '@coroscope/runtime';
import { sourceLocation } from './source-location.js';

/** A function of the program, given itself or by its name: `Cart.total`, `src/cart.ts:Cart.total`. */
export type Subject = string | ((...args: never[]) => unknown);

/** A function of the program, or several of one name in one file. */
export interface FoundFunction {
  name: string;
  /** `src/cart.ts:12` */
  location: string;
  /** Its indices in a profile's `functions`. */
  indicesIn(profile: Profile): number[];
}

/**
 * Finds the function that is meant.
 *
 * @throws Error for a function that is not instrumented, and for a name that several files have
 */
export function findFunction(subject: Subject): FoundFunction {
  return typeof subject === 'string' ? findNamed(subject) : findGiven(subject);
}

function findGiven(fn: (...args: never[]) => unknown): FoundFunction {
  const known = profiler.describe(fn) ?? describeMocked(fn);
  if (known !== undefined) {
    const { file, name, line, column } = known;
    return found(
      known,
      (other) => other.name === name && other.line === line && other.column === column,
      (path) => path === file,
    );
  }
  const name = fn.name ? `"${fn.name}"` : 'without a name';
  throw new Error(
    `coroscope: the function ${name} is not instrumented: it is bound, mocked, built in, left out, or a class without a constructor. Give the name of the function that you mean, such as 'Cart.total'.`,
  );
}

/** The implementation that a mock of Jest or Vitest was given. */
function describeMocked(fn: object): KnownFunction | undefined {
  const { getMockImplementation } = fn as { getMockImplementation?: () => unknown };
  const implementation = getMockImplementation?.call(fn);
  return typeof implementation === 'function'
    ? profiler.describe(implementation as () => unknown)
    : undefined;
}

function findNamed(text: string): FoundFunction {
  const functions = profiler.functions();
  const colon = text.lastIndexOf(':');
  const wanted = text.slice(colon + 1);
  const isFile = (path: string) => colon < 0 || endsWithPath(path, text.slice(0, colon));
  const named = functions.filter(({ name, file }) => name === wanted && isFile(file));
  const [first] = named;
  if (first === undefined) throw new Error(unknownName(text, wanted, functions));
  const files = new Set(named.map(({ file }) => file));
  if (files.size > 1) {
    const list = named.map(sourceLocation).join(', ');
    throw new Error(
      `coroscope: several functions are called "${wanted}": ${list}. Put the file before the name: '${sourceLocation(first).replace(/:\d+$/, '')}:${wanted}'.`,
    );
  }
  return found(
    first,
    (other) => other.name === wanted,
    (path) => path === first.file,
  );
}

function unknownName(text: string, wanted: string, functions: KnownFunction[]): string {
  const last = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const similar = functions.filter(({ name }) => last(name) === last(wanted));
  const names = [...new Set(similar.map(({ name }) => name))].slice(0, 5);
  const hint = names.length > 0 ? ` Is it ${names.join(', or ')}?` : '';
  return `coroscope: no instrumented function that has been loaded is called "${text}".${hint}`;
}

function endsWithPath(path: string, end: string): boolean {
  const plain = path.replaceAll('\\', '/');
  return plain === end || plain.endsWith(`/${end.replace(/^\.\//, '')}`);
}

function found(
  known: KnownFunction,
  isIt: (other: Profile['functions'][number]) => boolean,
  isFile: (path: string) => boolean,
): FoundFunction {
  return {
    name: known.name,
    location: sourceLocation(known),
    indicesIn: ({ functions, files }) =>
      functions.flatMap((other, index) =>
        isIt(other) && isFile(files[other.file].path) ? [index] : [],
      ),
  };
}
