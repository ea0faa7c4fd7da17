import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from '../../src/index.js';
import { layOut, withoutRegistration } from '../support/layout.js';

const FIXTURES = join(__dirname, 'fixtures');

describe.each(readdirSync(FIXTURES))('%s', (group) => {
  it.each(readdirSync(join(FIXTURES, group)))('%s', (name) => {
    const read = (file: string) => readFileSync(join(FIXTURES, group, name, file), 'utf8');
    const { code } = transform(read('input.js'), {
      filename: 'input.js',
      sourceType: 'module',
      modules: false,
    });
    expect(layOut(withoutRegistration(code))).toBe(layOut(read('output.js')));
  });
});
