import type { Outbox } from './outbox';
import type { Store } from './store';

/** Sends an issue to every subscriber who wants it, and gives how many those were. */
export async function sendNewsletter(issue: string, store: Store, outbox: Outbox): Promise<number> {
  const all = await store.allPreferences(await store.subscribers());
  const wanting = all.filter(({ wantsDigest }) => wantsDigest);
  await Promise.all(wanting.map(({ id }) => outbox.deliver(id, issue)));
  await store.record(issue);
  return wanting.length;
}
