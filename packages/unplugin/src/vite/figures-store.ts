import type { Profile } from '@coroscope/runtime';

interface Page {
  profile: Profile;
  isGone: boolean;
}

/** The latest figures of each page and worker that has told them. */
export class FiguresStore {
  readonly #pages = new Map<string, Page>();

  /** @param page names one load of a page */
  take(page: string, profile: Profile): void {
    if (!this.#pages.has(page)) this.#forgetPredecessors(profile);
    this.#pages.set(page, { profile, isGone: false });
  }

  /** The page has been left. Its figures stay until it is loaded again. */
  leave(page: string): void {
    const known = this.#pages.get(page);
    if (known) known.isGone = true;
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
