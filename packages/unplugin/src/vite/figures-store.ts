import type { Profile } from '@coroscope/runtime';
import { WORKER_PREFIX } from './live-protocol.js';

interface Page {
  profile: Profile;
  isGone: boolean;
}

/** The latest figures of each page and worker that has told them. */
export class FiguresStore {
  readonly #pages = new Map<string, Page>();

  /** @param page names one load of a page, or one worker */
  take(page: string, profile: Profile): void {
    const known = this.#pages.get(page);
    if (!known) this.#forgetPredecessors(profile);
    // Of a page, its last figures may arrive after its leave.
    const isGone = known !== undefined && known.isGone && !page.startsWith(WORKER_PREFIX);
    this.#pages.set(page, { profile, isGone });
  }

  /**
   * The page has been left. Its figures stay until it is loaded again. Its workers have ended without
   * a word; those of other pages will be heard of.
   */
  leave(page: string): void {
    for (const [name, known] of this.#pages) {
      if (name === page || name.startsWith(WORKER_PREFIX)) known.isGone = true;
    }
  }

  clear(): void {
    this.#pages.clear();
  }

  get profiles(): Profile[] {
    return [...this.#pages.values()].map(({ profile }) => profile);
  }

  #forgetPredecessors(profile: Profile): void {
    for (const [page, known] of this.#pages) {
      if (known.isGone && place(known.profile) === place(profile)) this.#pages.delete(page);
    }
  }
}

function place({ program, threads }: Profile): string {
  return `${threads[0]?.name} ${program?.arguments[0]}`;
}
