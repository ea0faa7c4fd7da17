import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash, InstrumentationCache, type CachedCode } from '../src/cache.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'coroscope-cache-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const ENTRY: CachedCode = {
  code: 'first();\nsecond("é");\n',
  messages: ['a warning'],
  sources: [{ sources: ['lost.ts'], sourcesContent: ['text'] }],
};

const cacheOf = (common: unknown = {}) => new InstrumentationCache(directory, common);

/** The files of all entries, and of what has been written in part. */
function files(): string[] {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true });
  return paths.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('an entry', () => {
  it('is found by a later process with the same options', () => {
    const key = cacheOf().keyOf('code', 'path');
    cacheOf().store(key, ENTRY);
    expect(cacheOf().find(key)).toEqual(ENTRY);
    expect(files()).toHaveLength(1);
  });

  it('may say that a file stays as it is', () => {
    const cache = cacheOf();
    const key = cache.keyOf('code');
    cache.store(key, { ...ENTRY, code: null });
    expect(cache.find(key)).toEqual({ ...ENTRY, code: null });
  });

  it('is another one for other code, another path, other options', () => {
    const keys = [
      cacheOf().keyOf('code', 'path'),
      cacheOf().keyOf('code2', 'path'),
      cacheOf().keyOf('code', 'path2'),
      cacheOf().keyOf('codep', 'ath'),
      cacheOf({ leaves: 'time' }).keyOf('code', 'path'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, -5)],
    ['empty', () => ''],
    ['of another program', () => '{"code": 1}\n'],
    ['damaged', (text) => text.replace('second', 'secomd')],
    ['without a first line', (text) => text.slice(text.indexOf('\n') + 1)],
  ])('that is %s is as if it were not there', (_, damage) => {
    const cache = cacheOf();
    const key = cache.keyOf('code');
    cache.store(key, ENTRY);
    const [file] = files() as [string];
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    expect(cache.find(key)).toBeUndefined();
    cache.store(key, ENTRY);
    expect(cache.find(key)).toEqual(ENTRY);
  });
});

it('does without a folder that it can not write', () => {
  writeFileSync(join(directory, 'file'), '');
  const cache = new InstrumentationCache(join(directory, 'file', 'below'), {});
  const key = cache.keyOf('code');
  expect(() => cache.store(key, ENTRY)).not.toThrow();
  expect(cache.find(key)).toBeUndefined();
});

describe('the bound', () => {
  const sized = (size: number) => ({ ...ENTRY, code: 'x'.repeat(size) });
  /** Stores an entry that is as old as its number says, the lowest being the oldest. */
  const storeAged = (cache: InstrumentationCache, key: string, size: number, number: number) => {
    cache.store(key, sized(size));
    const written = files().find((file) => file.replaceAll(/[/\\]/g, '').endsWith(key))!;
    utimesSync(written, number, number);
  };

  it('lets the oldest entries of a folder give way', () => {
    const cache = cacheOf();
    const keys = Array.from({ length: 6 }, (_, at) => `aa${at}`);
    for (const [at, key] of keys.entries()) storeAged(cache, key, 250_000, at + 1);
    expect(keys.map((key) => cache.find(key) !== undefined)).toEqual([
      ...[false, false],
      ...[true, true, true, true],
    ]);
  });

  it('keeps large entries and small ones beside each other, whatever is stored last', () => {
    const cache = cacheOf();
    const sizes = { aa1: 5_000_000, aa2: 1000, aa3: 12_000_000, aa4: 250_000 };
    for (const [key, size] of Object.entries(sizes)) cache.store(key, sized(size));
    for (const [key, size] of Object.entries(sizes)) expect(cache.find(key)).toEqual(sized(size));
  });

  it('keeps the newest, however large', () => {
    const cache = new InstrumentationCache(directory, {}, 1_000_000);
    storeAged(cache, 'aa1', 1_200_000, 1);
    storeAged(cache, 'aa2', 1_200_000, 2);
    expect(cache.find('aa1')).toBeUndefined();
    expect(cache.find('aa2')).toBeDefined();
  });
});

it('tells contents apart', () => {
  const texts = ['', 'a', 'a\0', 'b', 'ab', 'ba', 'a'.repeat(7), 'a'.repeat(8), 'a'.repeat(9), 'é'];
  const long = Array.from({ length: 64 }, (_, at) => `${'x'.repeat(at)}y${'x'.repeat(63 - at)}`);
  const all = [...texts, ...long];
  const hashes = all.map((text) => contentHash(text));
  expect(new Set(hashes).size).toBe(all.length);
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(contentHash('a', 'b')).not.toBe(contentHash('ab'));
});
