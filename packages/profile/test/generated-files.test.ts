import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED_FILES } from '../scripts/generated-files.js';

const root = join(__dirname, '../../..');

/** JSON by value: Prettier decides how it is laid out. */
const comparable = (path: string, text: string): unknown =>
  path.endsWith('.json') ? JSON.parse(text) : text;

// If this fails: npm run generate -w @coroscope/profile
it.each(GENERATED_FILES.map((file) => [file.path, file] as const))(
  '%s says what the table of figures says',
  (path, { generate }) => {
    const text = readFileSync(join(root, path), 'utf8');
    expect(comparable(path, text)).toEqual(comparable(path, generate(text)));
  },
);
