import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, temporaryDirectory } from './support/command.js';

const page = readFileSync(join(__dirname, '../../../docs/manual.md'), 'utf8');

it('docs/manual.md shows what its program prints', async () => {
  const [, program] = [...page.matchAll(/^```js\n([^]*?)^```/gm)].map(([, code]) => code);
  const output = /^```text\n([^]*?)^```/m.exec(page)![1];
  const file = join(temporaryDirectory(), 'main.mjs');
  const coroscope = JSON.stringify(join(__dirname, '../dist/esm/index.js'));
  writeFileSync(file, program.replace("'coroscope'", coroscope));
  const end = await run(process.execPath, [file]);
  expect(end).toMatchObject({ code: 0, stderr: '', stdout: output });
});
