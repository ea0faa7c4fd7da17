import type { Profile } from '@coroscope/runtime';

/** Names the page, worker or server that a profile is of: `page /cart`. */
export function senderOf({ program, threads }: Profile): string {
  return `${threads[0]?.name} ${program?.arguments[0] ?? ''}`;
}
