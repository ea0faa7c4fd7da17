import type * as babel from '@babel/core';

type Scope = babel.NodePath['scope'];

/** The names that plugins have reserved: by Babel 7 in an object, by Babel 8 in a set. */
type ReservedNames =
  | { uids: Record<string, boolean>; references: Record<string, boolean>; uidsSet?: undefined }
  | { uidsSet: Set<string>; referencesSet: Set<string> };

/**
 * Finds out again what is declared where, for whoever runs next. Bodies are in blocks now, so that
 * many a name has moved to another scope.
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

/** What a plugin has reserved need not be in the tree yet, so that crawling would free it. */
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
