import { ACTIVATION_FIGURES } from '@coroscope/profile/figures';
import type { SortKey } from '../sort-key.js';

/** The heading of a figure of functions, in every table; that of the name is of the sort key. */
export function headingOf(key: SortKey): string {
  return key === 'name' ? key : ACTIVATION_FIGURES[key].heading;
}
