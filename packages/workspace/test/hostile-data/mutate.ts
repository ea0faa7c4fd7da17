/** Numbers from 0 to 1. */
export type Random = () => number;

/** The same numbers for the same seed (Mulberry32). */
export function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)];
}

const ESCAPE = '\u001b';

/** What a stranger may call a function or a file. */
const TEXTS = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  `${ESCAPE}[31mred${ESCAPE}[2J`,
  `${ESCAPE}]8;;http://evil.example${ESCAPE}\\link${ESCAPE}]8;;${ESCAPE}\\`,
  '\u009b31m\u0085next line',
  'two\nlines\r\nand\ttabs\u0000\u0007\b\u007f',
  '\u202eright to left\u2066isolated\u200f',
  'separators\u2028\u2029',
  '\ud800 lone \udc00',
  '</script><img src=x onerror=alert(1)>',
  ']]>&amp;"\'<!--',
  '../../../../etc/passwd',
  '/etc/passwd\u0000.ts',
  'file:///%zz%',
  'C:\\windows\\..\\x.ts',
  '`code` | cell | [link](javascript:alert(1)) @team #1',
  '=HYPERLINK("http://evil.example")',
  'a;b;c 12',
  'x'.repeat(20_000),
  'é́'.repeat(5_000),
  '👩‍👩‍👧‍👦'.repeat(500),
] as const;

const NUMBERS = [
  -1,
  -0,
  0,
  0.5,
  1,
  2,
  63,
  1e3,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  1e15,
  1e300,
  -1e300,
  Number.MIN_VALUE,
  Number.MAX_VALUE,
] as const;

const OTHERS: readonly unknown[] = [null, true, false, [], {}, [[]], { __proto__: null }];

type Parent = Record<string, unknown> | unknown[];

/** One place of a document. */
interface Place {
  parent: Parent;
  key: string;
}

/**
 * A copy of a document that was changed in a few places, in ways that leave most of it as it was: values of
 * the same kind that nobody expects, properties and elements that are missing, twice, or in another order.
 */
export function mutated<Document>(document: Document, random: Random): Document {
  const copy = structuredClone(document);
  const changes = 1 + Math.floor(random() * 4);
  for (let i = 0; i < changes; i++) {
    const places = placesOf(copy);
    if (places.length > 0) change(pick(random, places), random);
  }
  return copy;
}

/** The text of a document, which may be damaged on its way. */
export function damaged(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const kinds = [
    () => text.slice(0, at),
    () =>
      text.slice(0, at) +
      pick(random, ['"', '}', ']', ',', '\\', '\u0000', '9']) +
      text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + Math.floor(random() * 40)),
    () => '['.repeat(50_000) + text,
    () => text.replace(/"format"/, '"__proto__":{"polluted":true},"format"'),
    () => `\ufeff${text}`,
  ];
  return pick(random, kinds)();
}

/** A copy of a file of which some bytes are others, missing or twice. */
export function damagedBytes(
  bytes: Uint8Array<ArrayBuffer>,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  const at = Math.floor(random() * copy.length);
  const to = Math.min(copy.length, at + 1 + Math.floor(random() * 64));
  const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
  const kinds = [
    () => {
      for (let i = 0; i <= random() * 4; i++) {
        copy[Math.floor(random() * copy.length)] = pick(random, [0, 1, 0x7f, 0x80, 0xff]);
      }
      return copy;
    },
    () => copy.slice(0, at),
    () => joined(copy.slice(0, at), copy.slice(to)),
    () => joined(copy.slice(0, to), copy.slice(at)),
    () => copy.fill(0xff, at, to),
  ];
  return pick(random, kinds)();
}

function placesOf(document: unknown): Place[] {
  const places: Place[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      places.push({ parent: value as Parent, key });
      visit(child);
    }
  };
  visit(document);
  return places;
}

function change({ parent, key }: Place, random: Random): void {
  const value = (parent as Record<string, unknown>)[key];
  const kinds: (() => void)[] = [
    () => set(parent, key, likeness(value, random)),
    () => set(parent, key, likeness(value, random)),
    () => set(parent, key, likeness(value, random)),
    () => set(parent, key, pick(random, [...OTHERS, ...NUMBERS, ...TEXTS])),
    () => remove(parent, key),
    () => add(parent, value, random),
  ];
  pick(random, kinds)();
}

/** A value of the same kind that is another. */
function likeness(value: unknown, random: Random): unknown {
  switch (typeof value) {
    case 'string':
      return pick(random, TEXTS);
    case 'number':
      return random() < 0.5 ? pick(random, NUMBERS) : value + pick(random, [-1, 1, 0.25]);
    case 'boolean':
      return !value;
    default:
      return Array.isArray(value) ? rearranged(value, random) : structuredClone(value);
  }
}

function rearranged(list: unknown[], random: Random): unknown[] {
  const at = Math.floor(random() * list.length);
  const kinds = [
    () => list.toReversed(),
    () => list.slice(0, at),
    () => [...list, ...list],
    () => list.toSpliced(at, 0, ...structuredClone(list.slice(at, at + 1))),
    () => Array.from({ length: 300 }, () => list[at]),
  ];
  return structuredClone(pick(random, kinds)());
}

function set(parent: Parent, key: string, value: unknown): void {
  // An assignment to `__proto__` would not make a property.
  Object.defineProperty(parent, key, {
    value: structuredClone(value),
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function remove(parent: Parent, key: string): void {
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function add(parent: Parent, value: unknown, random: Random): void {
  if (Array.isArray(parent)) parent.push(structuredClone(value));
  else set(parent, pick(random, ['__proto__', 'constructor', 'toJSON', '', '0', 'extra']), value);
}
