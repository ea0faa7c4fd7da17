// Writes the parts of the schema, the README and the documentation that follow from the table of
// figures: `npm run generate -w @coroscope/profile`. A test says when that was forgotten.
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');

const bundle = await rolldown({ input: join(here, 'generated-files.ts'), platform: 'node' });
const { output } = await bundle.generate({ format: 'esm' });
const code = Buffer.from(output[0].code).toString('base64');
const { GENERATED_FILES } = await import(`data:text/javascript;base64,${code}`);

const paths = GENERATED_FILES.map(({ path }) => join(root, path));
GENERATED_FILES.forEach(({ generate }, i) => {
  writeFileSync(paths[i], generate(readFileSync(paths[i], 'utf8')));
});
const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs');
execFileSync(process.execPath, [prettier, '--write', ...paths], { stdio: 'inherit' });
