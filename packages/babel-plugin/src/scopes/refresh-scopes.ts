import type * as babel from '@babel/core';

type Scope = babel.NodePath['scope'];

/** The names that plugins have reserved: by Babel 7 in an object, by Babel 8 in a set. */
type ReservedNames =
  | { uids: Record<string, boolean>; references: Record<string, boolean>; uidsSet?: undefined }
  | { uidsSet: Set<string>; referencesSet: Set<string> };

/**
 * Collects the declarations of every scope anew, for the plugins that run next: bodies have been put
 * into blocks, which moved many names to another scope.
 */
export function refreshScopes(
  program: babel.NodePath<babel.types.Program>,
  { traverse, types }: Pick<typeof babel, 'traverse' | 'types'>,
): void {
  // Older versions of Babel keep what the scopes inside held.
  const { scope: scopes } = traverse.cache as unknown as { scope: WeakMap<object, Scope> };
  types.traverseFast(program.node, (node) => {
    const scope = scopes.get(node);
    if (scope) scope.bindings = Object.create(null);
  });
  keepReservedNames(program.scope as unknown as ReservedNames, () => program.scope.crawl());
}

/** Crawling forgets names that a plugin has reserved but not yet put into the tree. */
function keepReservedNames(scope: ReservedNames, crawl: () => void): void {
  if (scope.uidsSet) {
    const names = scope.uidsSet;
    crawl();
    for (const name of names) {
      scope.uidsSet.add(name);
      scope.referencesSet.add(name);
    }
  } else {
    const names = scope.uids;
    crawl();
    Object.assign(scope.uids, names);
    Object.assign(scope.references, names);
  }
}
