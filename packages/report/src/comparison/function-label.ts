import type { ComparedFunction } from '@coroscope/profile';

export interface FunctionLabel {
  name: string;
  /** `src/db.ts:12`: where it stands in the head, or where it stood. */
  location: string;
}

/** How a compared function is named; several that were put together say how many. */
export function functionLabel({ name, base, head }: ComparedFunction): FunctionLabel {
  const { file, line } = (head ?? base)!;
  const counts = [base, head].map((place) => place?.functions ?? 1);
  const together = counts.some((count) => count > 1)
    ? ` (${counts.join(' and ')} of the name)`
    : '';
  return { name: `${name}${together}`, location: `${file}:${line}` };
}
