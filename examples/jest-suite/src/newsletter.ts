import type { Outbox } from './outbox';
import type { Store } from './store';

/** Sends an issue to every subscriber who wants it, and gives how many those were. */
export async function sendNewsletter(issue: string, store: Store, outbox: Outbox): Promise<number> {
  let sent = 0;
  for (const id of await store.subscribers()) {
    const { wantsDigest } = await store.preferences(id);
    if (!wantsDigest) continue;
    await outbox.deliver(id, issue);
    sent++;
  }
  store.record(issue);
  return sent;
}
