import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../../..');

const markdownIn = (directory: string) =>
  readdirSync(join(root, directory))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(directory, name));

const folders = ['packages', 'examples'].flatMap((parent) =>
  readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name)),
);
const pages = ['.', 'docs', ...folders].flatMap(markdownIn);

/** The files and folders that a page names: by links, and in code by paths from the root. */
function pathsIn(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)];
  const code = [...text.matchAll(/`((?:packages|docs|examples|\.ci|\.changeset)\/[^`\s]*)`/g)];
  return [
    ...links.map(([, path]) => join(dirname(page), path!)),
    // A name that stands for any, as in `packages/*/src` or `docs/<tool>.md`, ends what can be looked up.
    ...code.map(([, path]) => path!.replace(/[^/]*[*<].*$/, '')),
  ];
}

test.each(pages)('every path that %s names exists', (page) => {
  const missing = pathsIn(page).filter((path) => !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});

test('CONTRIBUTING.md is among the pages, and names paths in code', () => {
  expect(pages).toContain('CONTRIBUTING.md');
  expect(pathsIn('CONTRIBUTING.md')).toContain('packages/transform/src/visitors/rewritings.ts');
});
