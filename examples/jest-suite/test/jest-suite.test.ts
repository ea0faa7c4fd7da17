import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../packages/coroscope/test/support/command.js';

const directory = join(__dirname, '..');
const command = join(directory, '../../node_modules/jest/bin/jest.js');

async function suite(version: string): Promise<string> {
  const end = await run(process.execPath, [command, '--no-cache', '-i'], {
    directory,
    environment: { VERSION: version, CI: '1' },
  });
  if (end.code !== 0) throw new Error(end.stdout + end.stderr);
  return end.stdout + end.stderr;
}

/** Without what differs from run to run. */
const timeless = (line: string) =>
  line
    .replaceAll(/[\d.,]+ (?:s|ms|us)\b/g, 'TIME')
    .replaceAll(/\s+/g, ' ')
    .trim();

const [first, fixed] = [
  ...readFileSync(join(directory, 'README.md'), 'utf8').matchAll(/^```\n(.*?)^```/gms),
].map(([, block]) =>
  block!
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('$'))
    .map(timeless),
);

it('is explained by the report as the README shows', async () => {
  const output = (await suite('first')).split('\n').map(timeless);
  expect(output).toEqual(expect.arrayContaining(first!));
});

it('is quick in the second version, and kept so by matchers', async () => {
  const text = await suite('fixed');
  expect(text).toContain('PASS src/fixed.spec.ts');
  expect(text.split('\n').map(timeless)).toEqual(expect.arrayContaining(fixed!));
  expect(text).not.toContain('in a loop');
  expect(text).not.toContain('never went on');
});
