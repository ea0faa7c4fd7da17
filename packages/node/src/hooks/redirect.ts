import { pathToFileURL } from 'node:url';
import { inOwnRealm } from '../platform/own-realm.js';
import { resolveAsTypeScript } from '../typescript/resolve.js';
import { pathOf } from './file-url.js';

/** The specifier to resolve instead, so that Node finds what users of TypeScript expect. */
export function redirect(specifier: string, parentURL: string | undefined): string {
  return inOwnRealm(() => redirected(specifier, parentURL));
}

function redirected(specifier: string, parentURL: string | undefined): string {
  const importer = pathOf(parentURL);
  if (importer === undefined) return specifier;
  const isUrl = /^(\.{0,2}\/|\.\.?$|file:)/.test(specifier);
  const url = isUrl && URL.canParse(specifier, parentURL) ? new URL(specifier, parentURL) : null;
  const path = isUrl ? pathOf(url?.href) : specifier;
  const found = path === undefined ? undefined : resolveAsTypeScript(path, importer);
  if (found === undefined) return specifier;
  return pathToFileURL(found).href + (url ? url.search + url.hash : '');
}
