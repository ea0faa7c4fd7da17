import { signal } from '@preact/signals';

export const VIEWS = ['overview', 'functions', 'flame', 'awaits', 'timeline', 'compare'] as const;
export type ViewName = (typeof VIEWS)[number];

/** What the page shows, as its address says it: the view, and choices by short names. */
export interface Address {
  view: ViewName;
  params: ReadonlyMap<string, string>;
}

export const address = signal(parseAddress(location.hash));

/** Changes of an address; `undefined` removes a choice. */
export interface AddressChange {
  view?: ViewName;
  params?: Record<string, string | undefined>;
}

/** For another function, of which the sandwich has no block chosen yet. */
const NO_HALF = { zup: undefined, nup: undefined, zdown: undefined, ndown: undefined };

/** For another call tree, of which no block is chosen yet. */
export const NO_BLOCK = { z: undefined, n: undefined, ...NO_HALF };

/** The choice of a function, by its index in the profile's functions. */
export function ofFunction(index: number) {
  return { f: String(index), ...NO_HALF };
}

/** Reads `#functions?sort=self`. What it does not know is left out. */
export function parseAddress(hash: string): Address {
  const [name = '', query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const view = VIEWS.find((known) => known === name) ?? 'overview';
  return { view, params: new Map(new URLSearchParams(query)) };
}

/** Writes an address as `parseAddress` reads it. */
export function formatAddress({ view, params }: Address): string {
  const query = new URLSearchParams([...params]).toString();
  return query === '' ? `#${view}` : `#${view}?${query}`;
}

/** The address that is a change away from this one. */
export function changed({ view, params }: Address, change: AddressChange): Address {
  const after = new Map(params);
  for (const [name, value] of Object.entries(change.params ?? {})) {
    if (value === undefined || value === '') after.delete(name);
    else after.set(name, value);
  }
  return { view: change.view ?? view, params: after };
}

/** The link to a change of what is shown now. */
export function linkTo(change: AddressChange): string {
  return formatAddress(changed(address.value, change));
}

/**
 * Shows something else.
 *
 * @param isStep Whether Back should lead to what was shown before.
 */
export function go(change: AddressChange, isStep = true): void {
  const next = changed(address.peek(), change);
  const hash = formatAddress(next);
  if (hash === formatAddress(address.peek())) return;
  if (isStep) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  address.value = next;
}

export function param(name: string): string | undefined {
  return address.value.params.get(name);
}

/** A choice that is a number from 0. */
export function numberParam(name: string): number | undefined {
  const text = param(name);
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const follow = () => (address.value = parseAddress(location.hash));
addEventListener('popstate', follow);
addEventListener('hashchange', follow);
