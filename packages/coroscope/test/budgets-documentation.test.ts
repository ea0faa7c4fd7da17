import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { coroscope, writeFiles } from './support/command.js';

const page = readFileSync(join(__dirname, '../../../docs/budgets.md'), 'utf8');

/** The first block of code of a language. */
function block(language: string): string {
  const match = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'm').exec(page);
  if (match === null) throw new Error(`the page has no block of ${language}`);
  return match[1];
}

it('docs/budgets.md shows what the commands do', async () => {
  const directory = writeFiles({ 'app.mjs': block('js') });
  const check = (...args: string[]) =>
    coroscope(process.execPath, ['check', ...args], { directory });
  const [update, exceed] = [...page.matchAll(/^`coroscope check (.+?)`/gm)].map(([, args]) =>
    args.split(' '),
  );
  await check(...update);
  expect(readFileSync(join(directory, 'coroscope.budget.json'), 'utf8')).toBe(block('json'));
  const end = await check(...exceed);
  expect(end.code).toBe(1);
  expect(end.stderr).toBe(block('text'));
});
