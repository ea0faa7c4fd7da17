import type { ContextTable, Profile } from '@coroscope/profile';

/**
 * The profile with the contexts of some functions taken out of the call trees: what they called
 * hangs off their callers. Figures of the others stay as they are, so those taken out are missing
 * in sums; this is for showing trees only.
 */
export function withoutFunctions(profile: Profile, leftOut: ReadonlySet<number>): Profile {
  if (leftOut.size === 0) return profile;
  return {
    ...profile,
    threads: profile.threads.map((thread) => ({
      ...thread,
      contexts: withoutContexts(thread.contexts, leftOut),
    })),
  };
}

function withoutContexts(contexts: ContextTable, leftOut: ReadonlySet<number>): ContextTable {
  const columns = Object.keys(contexts) as Array<keyof ContextTable>;
  const kept = Object.fromEntries(columns.map((name) => [name, [] as number[]]));
  const result = kept as unknown as ContextTable;
  /** Row in the result of each row, or of its nearest ancestor that is kept. */
  const rowOf: number[] = [];
  const rows = new Map<string, number>();
  for (let row = 0; row < contexts.parent.length; row++) {
    const fn = contexts.function[row];
    const parent = row === 0 ? -1 : rowOf[contexts.parent[row]];
    if (leftOut.has(fn)) {
      rowOf.push(parent);
      continue;
    }
    const key = `${parent} ${fn}`;
    const known = rows.get(key);
    if (known === undefined) {
      const added = result.parent.length;
      for (const name of columns) result[name].push(contexts[name][row]);
      result.parent[added] = parent;
      rows.set(key, added);
      rowOf.push(added);
      continue;
    }
    // Two paths that have become one.
    for (const name of columns) {
      if (name !== 'parent' && name !== 'function') result[name][known] += contexts[name][row];
    }
    rowOf.push(known);
  }
  return result;
}
