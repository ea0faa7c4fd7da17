import { fileURLToPath } from 'node:url';

/** The path of a module that is a file; a query or fragment is no part of it. */
export function pathOf(url: string | undefined): string | undefined {
  if (!url?.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
