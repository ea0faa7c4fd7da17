import { EXTENSIONS } from '@coroscope/adapter';
import { isAbsolute } from 'node:path';
import type { PluginOptions } from './options.js';

/** Files of Vue, Svelte and Astro among them: other plugins compile them to JavaScript before our turn. */
export const DEFAULT_EXTENSIONS: readonly string[] = [...EXTENSIONS, '.vue', '.svelte', '.astro'];

const VIRTUAL = /\0/;

/**
 * Queries by which a module is not the code of its file: its text, its URL, its styles; or the script
 * of a classic worker, which Vite's dev server serves as it is, and where nothing can be imported.
 */
const OTHER_CONTENT =
  /[?&](?:raw|url|inline|worker|sharedworker|type=(?:style|classic|ignore))(?=[&=]|$)/;

/**
 * The filter of the hook, with which bundlers need not call it for what is certainly left alone. The
 * extension has to be that of a path: Next.js has modules of webpack that are nothing but a query.
 */
export function idFilter({ extension = DEFAULT_EXTENSIONS }: PluginOptions) {
  const extensions = [extension].flat().map((text) => text.replace(/[^\w]/g, '\\$&'));
  return {
    include: [new RegExp(`^[^?#]+(?:${extensions.join('|')})(?:[?#]|$)`)],
    exclude: [VIRTUAL, OTHER_CONTENT],
  };
}

/**
 * Finds the file that a module's id stands for.
 *
 * @returns undefined for virtual modules, and for what is made of a file but is not its code
 */
export function modulePath(id: string): string | undefined {
  const [path, query] = split(id);
  const isCode = isAbsolute(path) && !VIRTUAL.test(path) && !OTHER_CONTENT.test(query);
  return isCode ? path : undefined;
}

function split(id: string): [path: string, query: string] {
  const end = id.search(/[?#]/);
  return end === -1 ? [id, ''] : [id.slice(0, end), id.slice(end)];
}
