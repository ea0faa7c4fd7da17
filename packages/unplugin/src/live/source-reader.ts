import { readSource } from '@coroscope/adapter';
import { realpathSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { ResolvedConfig } from 'vite';

/** What code is written in. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx?|html)$/;

/**
 * Reads sources for the page: profiles come from pages, which must not have any other file shown. It
 * reads what Vite would serve itself.
 */
export function sourceReader({
  root,
  server: { fs },
}: ResolvedConfig): (path: string) => string | undefined {
  const allowed = fs.strict ? fs.allow.map(realPath) : undefined;
  return (path) => {
    const plain = path.replace(/[?#].*$/s, '');
    if (!SOURCE.test(plain)) return undefined;
    const file = realPath(resolve(root, plain));
    const isAllowed = allowed?.some((folder) => file.startsWith(folder.replace(/[\\/]?$/, sep)));
    return (isAllowed ?? true) ? readSource(root, file) : undefined;
  };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
