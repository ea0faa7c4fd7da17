import type { Profile } from '@coroscope/runtime';
import { WORKER_PREFIX } from './live-protocol.js';
import { senderOf } from './sender.js';

interface Page {
  profile: Profile;
  isClosed: boolean;
}

/** So many pages and workers are remembered. */
const MOST_PAGES = 100;

/** The latest figures of each page and worker that has sent any, as far as they are remembered. */
export class FiguresStore {
  readonly #pages = new Map<string, Page>();

  /** @param page names one load of a page, or one worker */
  update(page: string, profile: Profile): void {
    const known = this.#pages.get(page);
    if (!known) this.#deletePredecessors(profile);
    // The last figures of a page may arrive after the message that it was closed.
    const isClosed = known !== undefined && known.isClosed && !page.startsWith(WORKER_PREFIX);
    this.#pages.set(page, { profile, isClosed });
    if (this.#pages.size > MOST_PAGES) this.#forgetOne(page);
  }

  /**
   * Marks a page as closed; its figures stay until it is loaded again. Workers end without a message,
   * so that all are marked; those of other pages go on sending, which removes the mark.
   */
  close(page: string): void {
    for (const [name, known] of this.#pages) {
      if (name === page || name.startsWith(WORKER_PREFIX)) known.isClosed = true;
    }
  }

  clear(): void {
    this.#pages.clear();
  }

  get profiles(): Profile[] {
    return [...this.#pages.values()].map(({ profile }) => profile);
  }

  /** Forgets the page that was opened first; of those that are closed, if there are any. */
  #forgetOne(except: string): void {
    const others = [...this.#pages].filter(([page]) => page !== except);
    const [first] = others.find(([, { isClosed }]) => isClosed) ?? others[0]!;
    this.#pages.delete(first);
  }

  #deletePredecessors(profile: Profile): void {
    for (const [page, known] of this.#pages) {
      if (known.isClosed && senderOf(known.profile) === senderOf(profile)) this.#pages.delete(page);
    }
  }
}
