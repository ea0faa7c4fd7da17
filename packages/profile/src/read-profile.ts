import schema from '../profile.schema.json';
import { PROFILE_FORMAT, PROFILE_VERSION, type Profile } from './document.js';
import { parseJson } from './parse-json.js';
import { ProfileError } from './profile-error.js';
import { brokenReference } from './references.js';
import { schemaCheck } from './schema.js';

const schemaViolation = schemaCheck(schema);

/**
 * Reads a saved profile.
 *
 * @param text The JSON of the document.
 * @param name What errors call the document: a file name, typically.
 * @throws ProfileError when the text is cut off, no profile, of another version, or damaged.
 */
export function readProfile(text: string, name: string): Profile {
  const document = parseJson(text, name, 'save the profile again', howToGetOne);
  checkVersion(document, name);
  const flaw = schemaViolation(document) ?? brokenReference(document as Profile);
  if (flaw) {
    throw new ProfileError(
      name,
      `${flaw.problem}; the profile is damaged, save it again`,
      flaw.path,
    );
  }
  return document as Profile;
}

function checkVersion(document: unknown, name: string): void {
  const { format, version } = (document ?? {}) as { format?: unknown; version?: unknown };
  if (format !== PROFILE_FORMAT) {
    throw new ProfileError(name, `is not a Coroscope profile; ${howToGetOne}`);
  }
  if (typeof version !== 'number' || version === PROFILE_VERSION) return;
  throw new ProfileError(
    name,
    version > PROFILE_VERSION
      ? `is a profile of version ${version}, newer than version ${PROFILE_VERSION} that is read here; upgrade coroscope`
      : `is a profile of version ${version}, no longer read; profile the program again`,
  );
}

const howToGetOne = 'make one with `coroscope run --format json --out FILE <script>`';
