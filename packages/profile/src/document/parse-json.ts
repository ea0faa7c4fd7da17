import { ProfileError } from './profile-error.js';

/**
 * The value of a JSON text.
 *
 * @param fix What to do about a text that has lost something.
 * @param source Where such a document comes from, for a text that was never one.
 * @throws ProfileError
 */
export function parseJson(text: string, name: string, fix: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (text.trim() === '') throw new ProfileError(name, `is empty; ${fix}`);
    if (endsOpen(text)) throw new ProfileError(name, `is cut off; ${fix}`);
    throw new ProfileError(name, `is not JSON; ${source}`);
  }
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
