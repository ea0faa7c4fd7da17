// Compiles the checks of documents against their schemas ahead, so that reading one takes no compiler
// and no `new Function`. Part of the build; what it writes is not under version control.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';

const directory = join(dirname(fileURLToPath(import.meta.url)), '..');

const CHECKS = {
  'profile.schema.json': 'src/document/profile-schema.generated.ts',
  'budget.schema.json': 'src/budget/budget-schema.generated.ts',
};

for (const [schemaFile, checkFile] of Object.entries(CHECKS)) {
  const schema = JSON.parse(readFileSync(join(directory, schemaFile), 'utf8'));
  const ajv = new Ajv2020({
    code: { source: true, esm: true },
    validateFormats: false,
    allowUnionTypes: true,
  });
  const code = standaloneCode.default(ajv, ajv.compile(schema));
  writeFileSync(
    join(directory, checkFile),
    `// @ts-nocheck\n// Compiled from ${schemaFile} by scripts/compile-schemas.mjs.\n${code}\n`,
  );
}
