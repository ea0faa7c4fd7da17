import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAMS = join(__dirname, '../../../conformance/programs');

/** The texts of the conformance programs by `group/name/file`. */
export function conformancePrograms(): [name: string, code: string][] {
  return readdirSync(PROGRAMS, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?js$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(PROGRAMS, name), 'utf8')]);
}
