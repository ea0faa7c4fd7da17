import { TRANSFORM_OPTIONS, type OptionSpec } from '@coroscope/transform/options';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPTIONS, optionsOf, type Adapter, type AdapterOptionSpec } from '../src/index.js';

const read = (page: string) => readFileSync(join(__dirname, '../../../docs', page), 'utf8');

/** Without what differs from page to page: code in JSON or in JavaScript. */
const plain = (text: string) => text.replaceAll('`', '').replaceAll('"', "'");

/** What a page's tables with the heads `option`, `default` and `meaning` say of options. */
function documentedOptions(page: string): Record<string, { default: string; meaning: string }> {
  const tables = [...read(page).matchAll(/^\| option +\| default +\| meaning .*\n((?:\|.*\n)+)/gm)];
  const rows = tables.flatMap(([, table]) => table!.trim().split('\n').slice(1));
  const options = rows.map((row) => {
    const [, name, fallback, meaning] = row.split('|').map((cell) => plain(cell.trim()));
    return [name!, { default: fallback!, meaning: meaning! }] as const;
  });
  const names = options.map(([name]) => name);
  // None is there twice.
  expect(names).toEqual([...new Set(names)]);
  return Object.fromEntries(options);
}

/** What documentation has to say of options: it may add to the meaning. */
function expectedOptions(specs: Record<string, OptionSpec>, adapter?: Adapter) {
  return Object.fromEntries(
    Object.entries<OptionSpec & Partial<AdapterOptionSpec>>(specs).map(([name, spec]) => {
      const fallback = (adapter && spec.defaultIn?.[adapter]) ?? spec.default;
      const beginning = plain(spec.description).replace(/[^\w ]/g, '\\$&');
      const meaning = expect.stringMatching(`^${beginning}`) as string;
      return [name, { default: plain(fallback), meaning }];
    }),
  );
}

describe('the options of the table are those of the documentation', () => {
  it.each<[string, Adapter]>([
    ['configuration.md', 'config'],
    ['node.md', 'node'],
    ['babel.md', 'babel'],
    ['bundlers.md', 'bundler'],
    ['jest.md', 'jest'],
    ['vitest.md', 'vitest'],
  ])('%s', (page, adapter) => {
    expect(documentedOptions(page)).toEqual(expectedOptions(optionsOf(adapter), adapter));
  });

  it('vite.md, beside those of all bundlers', () => {
    const { environments, live, ...others } = optionsOf('vite');
    expect(documentedOptions('vite.md')).toEqual(expectedOptions({ environments, live }));
    expect(others).toEqual(optionsOf('bundler'));
  });

  it('transform.md', () => {
    expect(documentedOptions('transform.md')).toEqual(expectedOptions(TRANSFORM_OPTIONS));
  });

  it('jest.md also names those of the parts of a configuration by hand', () => {
    const page = read('jest.md');
    const parts = { ...optionsOf('jest-transformer'), ...optionsOf('reporter') };
    for (const name of Object.keys(parts)) expect(page).toContain(`\`${name}\``);
  });
});

it('every option is taken by some adapter', () => {
  const specs = Object.entries<AdapterOptionSpec>(OPTIONS);
  expect(specs.filter(([, { adapters }]) => adapters.length === 0)).toEqual([]);
});
