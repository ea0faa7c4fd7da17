import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import generate from '@babel/generator';
import { transform } from '../src/index.js';

const FIXTURES = join(__dirname, 'fixtures');

/** The same code in one layout, whatever its own. */
function layOut(code: string): string {
  const ast = parse(code, { sourceType: 'module', plugins: ['explicitResourceManagement'] });
  return generate(ast, { comments: false }).code;
}

/** What becomes of the program itself: without the ways to the runtime, which every file has. */
function rewritten(code: string): string {
  const emitted = transform(code, { filename: 'input.js', sourceType: 'module', modules: false });
  return emitted.code
    .replace(/^import .*?;/, '')
    .replace(/var \$v;\s*function \$b\(index\) \{.*\}\s*$/s, '');
}

describe.each(readdirSync(FIXTURES))('%s', (group) => {
  it.each(readdirSync(join(FIXTURES, group)))('%s', (name) => {
    const read = (file: string) => readFileSync(join(FIXTURES, group, name, file), 'utf8');
    expect(layOut(rewritten(read('input.js')))).toBe(layOut(read('output.js')));
  });
});
