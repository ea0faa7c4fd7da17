import { spawnSync } from 'node:child_process';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from './support/command.js';

const CACHE = join(__dirname, '../dist/cjs/compile-cache.js');

const MAIN = `
require(${JSON.stringify(CACHE)}).enableCompileCache();
console.log(JSON.stringify(process.argv.slice(2).map((file) => require(file))));
`;

function required(directory: string, files: string[]): unknown {
  const args = ['main.cjs', ...files.map((file) => join(directory, file))];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: directory,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

it('leaves to Node what is no body of a function', () => {
  const directory = writeFiles({
    'main.cjs': MAIN,
    'bin.cjs': '#!/usr/bin/env node\nexports.a = 1;',
  });
  expect(required(directory, ['bin.cjs'])).toEqual([{ a: 1 }]);
});

it('tells files apart that have one name, length and time, as some package managers give them', () => {
  const directory = writeFiles({ 'main.cjs': MAIN });
  const names = ['a', 'b'].map((name) => {
    mkdirSync(join(directory, name));
    const file = join(directory, name, 'index.js');
    writeFileSync(file, `exports.name = '${name}';`);
    utimesSync(file, 0, 0);
    return `${name}/index.js`;
  });
  const expected = [{ name: 'a' }, { name: 'b' }];
  expect(required(directory, names)).toEqual(expected);
  expect(required(directory, names)).toEqual(expected);
});
