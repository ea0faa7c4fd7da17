import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REWRITINGS } from '../../transform/src/visitors/rewritings.js';

const read = (name: string) => readFileSync(join(__dirname, '../transform/src', name), 'utf8');
const rewritings = read('rewritings.rs');

/** The rows of the table at the head of the file: the node in Babel's tree, and the names in SWC's. */
const rows = [...rewritings.matchAll(/^\/\/! \| ([A-Z]\w+) +\| (.*?) +\|$/gm)].map(
  ([, node, here]) => ({
    node: node!,
    names: [...here!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
    here: here!,
  }),
);

it('the list of visitors is that of the transform in TypeScript, in its order', () => {
  expect(rows.map(({ node }) => node)).toEqual(Object.keys(REWRITINGS));
});

it('what is in the list is there', () => {
  const code = rewritings + read('visitors/expressions.rs');
  const isThere = (name: string) => code.includes(name.includes('::') ? `${name}(` : `fn ${name}(`);
  expect(rows.flatMap(({ names }) => names).filter((name) => !isThere(name))).toEqual([]);
  expect(rows.filter(({ names, here }) => names.length === 0 && here !== 'not parsed')).toEqual([]);
});

it('what is there, but for what only gives names, is in the list', () => {
  const visitors = rewritings.slice(0, rewritings.indexOf('// Where values get names'));
  const listed = new Set(rows.flatMap(({ names }) => names));
  const methods = [...visitors.matchAll(/fn (visit_mut_\w+)\(/g)].map(([, name]) => name!);
  // It is where the visitors of statements are.
  expect(methods.filter((name) => !listed.has(name))).toEqual(['visit_mut_stmt']);
});
