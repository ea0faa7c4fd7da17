import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import type * as t from '@babel/types';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { VISITOR_KEYS } from '@babel/types';
import { transform } from '../../src/index.js';

const ROOT = join(__dirname, '../../../..');

const filesIn = (directory: string): string[] =>
  readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|tsx?)$/.test(name) && !/\.(?:d|generated)\.ts$/.test(name))
    .map((name) => join(directory, name));

/** The indices in a source at which an engine places errors: of calls, accesses, `new`, `await`, `yield` and `throw`. */
function errorPositions(program: t.Node, code: string): number[] {
  const positions: number[] = [];
  const visit = (node: t.Node) => {
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
      case 'OptionalCallExpression':
        positions.push(node.type === 'NewExpression' ? node.start! : node.callee.start!);
        break;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        positions.push(node.property.start!);
        if (node.computed) positions.push(code.lastIndexOf('[', node.property.start!));
        break;
      case 'AwaitExpression':
      case 'YieldExpression':
      case 'ThrowStatement':
      case 'TaggedTemplateExpression':
        positions.push(node.start!);
        break;
    }
    for (const key of VISITOR_KEYS[node.type] ?? []) {
      const child = node[key as keyof t.Node] as unknown as t.Node | (t.Node | null)[] | null;
      for (const one of Array.isArray(child) ? child : [child]) if (one) visit(one);
    }
  };
  visit(program);
  return positions;
}

/** The places of errors that the map of an instrumented file does not lead to from where they are written. */
function lostPlaces(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const { code, map } = transform(source, { filename: file });
  // Nothing in it is instrumented.
  if (map === null) return [];
  const { program } = parse(source, {
    sourceType: 'module',
    plugins: file.endsWith('.js')
      ? []
      : file.endsWith('x')
        ? ['typescript', 'jsx']
        : ['typescript'],
  });
  const lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const lines = code.split('\n');
  const written = new Map<number, string>();
  decodedMappings(new TraceMap(map as never)).forEach((segments, line) => {
    for (const [column, , originalLine, originalColumn] of segments) {
      const index = lineStarts[originalLine!]! + originalColumn!;
      written.set(index, (written.get(index) ?? '') + lines[line]!.charAt(column));
    }
  });
  // The program's own text, or a probe that stands for an operation of it.
  const isLost = (index: number) =>
    ![source.charAt(index), '$'].some((text) => written.get(index)?.includes(text));
  return errorPositions(program, source)
    .filter(isLost)
    .map((index) => `${file}: ${source.slice(index, index + 30)}`);
}

it.each([
  ['packages/report/src', 100],
  ['packages/profile/src', 100],
  ['packages/runtime/src', 50],
  ['node_modules/rxjs/dist/esm', 200],
])('each place of an error in %s is where it was, by the map', (directory, least) => {
  const files = filesIn(directory);
  expect(files.length).toBeGreaterThan(least);
  expect(files.flatMap(lostPlaces)).toEqual([]);
});
