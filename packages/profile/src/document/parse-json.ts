import { ProfileError } from './profile-error.js';

/**
 * The value of a JSON text.
 *
 * @param fix What to do about a text that has lost something.
 * @param source Where such a document comes from, for a text that was never one.
 * @throws ProfileError
 */
export function parseJson(text: string, name: string, fix: string, source: string): unknown {
  // The mark that some editors and shells put before a text.
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    return JSON.parse(json);
  } catch (error) {
    const start = json.trimStart()[0];
    if (start === undefined) throw new ProfileError(name, `is empty; ${fix}`);
    if (start !== '{' && start !== '[') throw new ProfileError(name, `is not JSON; ${source}`);
    if (endsOpen(json)) throw new ProfileError(name, `is cut off; ${fix}`);
    throw new ProfileError(name, `is no longer JSON${placeOf(error as Error, json)}; ${fix}`);
  }
}

/** Where a text is no JSON, as far as the engine says it: ` at line 3, column 7`. */
function placeOf({ message }: Error, text: string): string {
  const [, position] = / position (\d+)/.exec(message) ?? [];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` at line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/** Whether a JSON text ends inside a string, an array or an object. */
function endsOpen(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
  }
  return inString || depth > 0;
}
