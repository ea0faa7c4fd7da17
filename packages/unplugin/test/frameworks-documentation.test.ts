import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Page } from './support/documentation.js';

const page = new Page('frameworks.md');
const hosts = join(__dirname, '../../../examples/hosts');

/** The configuration of an example, without what it needs only in this repository. */
function configurationOf(example: string, file: string): string {
  const own = readFileSync(join(hosts, example, file), 'utf8');
  const shared = own
    .replace(/^ *\/\/ Coroscope's packages.*\n.*allow.*\n/gm, '')
    .replace(/^ *(compatibilityDate|telemetry):.*\n/gm, '');
  return `// ${file}\n${shared}`;
}

it.each([
  ['sveltekit', 'vite.config.js', 'js'],
  ['react-router', 'vite.config.ts', 'ts'],
  ['nuxt', 'nuxt.config.ts', 'ts'],
  ['astro', 'astro.config.mjs', 'js'],
])('the example %s is configured as docs/frameworks.md says', (example, file, language) => {
  expect(page.blocks(language)).toContain(configurationOf(example, file));
});
