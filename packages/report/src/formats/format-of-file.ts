import type { Format } from './format.js';

/**
 * The format of a file by its extension; the longest of those that match, as `.cpuprofile.json` and
 * `.json` may.
 *
 * @param formats The first is that of a file without an extension.
 * @returns undefined for an extension that none of the formats has
 */
export function formatOfFile<F extends Pick<Format<never, never>, 'extensions'>>(
  file: string,
  formats: readonly F[],
): F | undefined {
  const name = file
    .slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
    .toLowerCase();
  const hasExtension = /[^.]\.[^.]+$/.test(name);
  if (!hasExtension) return formats[0];
  const lengthOf = ({ extensions }: F) =>
    Math.max(0, ...extensions.filter((end) => name.endsWith(end)).map((end) => end.length));
  const [best] = formats.toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return lengthOf(best) === 0 ? undefined : best;
}
