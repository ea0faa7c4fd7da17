import { distance } from 'fastest-levenshtein';

/** An option: what it may be set to, and what documentation says of it. */
export interface OptionSpec {
  /** The type of its values, as documentation shows it: `'count' | 'time'`. */
  type: string;
  /** What a value must be, to complete `must be …`. */
  expected: string;
  isValid: (value: unknown) => boolean;
  /** The default, as documentation shows it. */
  default: string;
  /** What the option does, in one sentence. */
  description: string;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The part of a specification that concerns values. */
export type ValueSpec = Pick<OptionSpec, 'type' | 'expected' | 'isValid'>;

const isString = (value: unknown) => typeof value === 'string';

const isStrings = (value: unknown) => Array.isArray(value) && value.every(isString);

export const STRING: ValueSpec = { type: 'string', expected: 'a string', isValid: isString };

export const STRINGS: ValueSpec = {
  type: 'string | string[]',
  expected: 'a string or an array of strings',
  isValid: (value) => isString(value) || isStrings(value),
};

export const BOOLEAN: ValueSpec = {
  type: 'boolean',
  expected: 'a boolean',
  isValid: (value) => typeof value === 'boolean',
};

export const FUNCTION: ValueSpec = {
  type: 'function',
  expected: 'a function',
  isValid: (value) => typeof value === 'function',
};

/** One of a few words. */
export function oneOf(...words: readonly string[]): ValueSpec {
  const quoted = words.map((word) => `'${word}'`);
  return {
    type: quoted.join(' | '),
    expected: `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`,
    isValid: (value) => words.includes(value as string),
  };
}

/** An array of some of a few words. */
export function someOf(...words: readonly string[]): ValueSpec {
  const { type, expected, isValid } = oneOf(...words);
  return {
    type: `(${type})[]`,
    expected: `an array of ${expected.replace(/ or (?=[^ ]+$)/, ' and ')}`,
    isValid: (value) => Array.isArray(value) && value.every(isValid),
  };
}

/**
 * Explains, in one line, the first option that does not exist or has a value it can't have.
 *
 * @returns undefined where all is well
 */
export function findInvalidOption(options: object, specs: OptionSpecs): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(specs, name)) return explainUnknown(name, Object.keys(specs));
    const { isValid, expected } = specs[name]!;
    if (value !== undefined && !isValid(value)) {
      return `option '${name}' must be ${expected}, not ${JSON.stringify(value) ?? String(value)}`;
    }
  }
  return undefined;
}

/**
 * @param owner the package that takes the options; the message begins with it
 * @throws Error for an option that does not exist or has a value it can't have
 */
export function checkOptions(owner: string, options: object, specs: OptionSpecs): void {
  const problem = findInvalidOption(options, specs);
  if (problem !== undefined) throw new Error(`${owner}: ${problem}`);
}

function explainUnknown(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  const hint = nearest === undefined ? '' : ` (did you mean '${nearest}'?)`;
  return `unknown option '${name}'${hint}; known are ${known.join(', ')}`;
}

/** The name that somebody who mistyped it meant: at most two in five of its letters differ. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const distances = known.map((other) => distance(name.toLowerCase(), other.toLowerCase()));
  const least = Math.min(...distances);
  const nearest = known[distances.indexOf(least)];
  return nearest !== undefined && least <= nearest.length * 0.4 ? nearest : undefined;
}
