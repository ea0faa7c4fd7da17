import { parseJson } from '../document/parse-json.js';
import { validate } from '../document/profile-schema.generated.js';
import { PROFILE_FORMAT, PROFILE_VERSION, type Profile } from '../document/profile.js';
import { ProfileError } from '../document/profile-error.js';
import { brokenReference } from '../document/references.js';
import { schemaViolation } from '../document/schema-check.js';
import { decodeProfile } from './decode-profile.js';
import { upgradeProfile } from './upgrade-profile.js';

/**
 * Reads a saved profile, of this version of the format or of an earlier one.
 *
 * @param text The JSON of the document.
 * @param name What errors call the document: a file name, typically.
 * @returns A profile to read, not to change: columns that are equal may be one array, and what is derived of a table
 *   is kept.
 * @throws ProfileError when the text is cut off, no profile, of a newer version, or damaged.
 */
export function readProfile(text: string, name: string): Profile {
  const document = parseJson(text, name, 'save the profile again', howToGetOne);
  const version = versionOf(document, name);
  // What is valid as an earlier version is valid as a later one, though its times are of another unit.
  if (version !== undefined) (document as { version: number }).version = PROFILE_VERSION;
  const fail = ({ path, problem }: { path: string; problem: string }): never => {
    throw new ProfileError(name, `${problem}; the profile is damaged, save it again`, path);
  };
  const violation = schemaViolation(document, validate);
  if (violation) fail(violation);
  const profile = decodeProfile(document as object, version!, fail);
  const broken = brokenReference(profile);
  if (broken) fail(broken);
  return upgradeProfile(profile, version!);
}

/** @returns undefined if the document does not say which */
function versionOf(document: unknown, name: string): number | undefined {
  const { format, version } = (document ?? {}) as { format?: unknown; version?: unknown };
  if (format !== PROFILE_FORMAT) {
    throw new ProfileError(name, `is not a Coroscope profile; ${howToGetOne}`);
  }
  if (typeof version !== 'number') return undefined;
  if (Number.isInteger(version) && version >= 1 && version <= PROFILE_VERSION) return version;
  throw new ProfileError(
    name,
    version > PROFILE_VERSION
      ? `is a profile of version ${version}, newer than version ${PROFILE_VERSION}, the latest that is read here; upgrade coroscope`
      : `is a profile of version ${version}, no longer read; profile the program again`,
  );
}

const howToGetOne = 'make one with `coroscope run --format json --out FILE <script>`';
