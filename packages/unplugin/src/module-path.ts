import { isAbsolute } from 'node:path';

/** Queries by which a module is something else than the code of its file, or no module at all. */
const OTHER_CONTENT =
  /[?&](?:raw|url|inline|worker|sharedworker|type=(?:style|classic|ignore))(?=[&=]|$)/;

/**
 * The file that a module's id stands for. Undefined for virtual modules, which are nobody's source,
 * for what is made of a file that is not its code (its text, its URL, its styles), and for the scripts
 * of workers that Vite's dev server gives out as they are, where nothing can be imported.
 */
export function modulePath(id: string): string | undefined {
  const [path, query] = split(id);
  if (path.includes('\0') || !isAbsolute(path) || OTHER_CONTENT.test(query)) return undefined;
  return path;
}

function split(id: string): [path: string, query: string] {
  const end = id.search(/[?#]/);
  return end === -1 ? [id, ''] : [id.slice(0, end), id.slice(end)];
}
