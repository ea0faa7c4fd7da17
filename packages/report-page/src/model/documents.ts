import { computed, signal } from '@preact/signals';
import type { ShownComparison, Trace } from '@coroscope/profile';
import type { PageDocument } from '../data/load.js';
import { numberParam, param } from '../state/address.js';
import { ProfileModel } from './profile-model.js';

/** All that the page was given; undefined while it is being read. */
export const documents = signal<readonly PageDocument[] | undefined>(undefined);

/** What the server of a page can do; nothing where the page is a file. */
export interface Abilities {
  /** The program goes on, and its figures with it. */
  isLive: boolean;
  /** What a post to empties all figures. */
  reset?: string;
  /** What opens a file in an editor, before its `path:line:column`. */
  open?: string;
}

export const abilities = signal<Abilities>({ isLive: false });

export interface NamedTrace {
  name: string;
  trace: Trace;
}

export const profiles = computed((): ProfileModel[] =>
  (documents.value ?? []).flatMap((document) =>
    document.kind === 'profile'
      ? [new ProfileModel(document.name, document.profile, abilities.value.isLive)]
      : [],
  ),
);

export const traces = computed((): NamedTrace[] =>
  (documents.value ?? []).flatMap((document) =>
    document.kind === 'trace' ? [{ name: document.name, trace: document.trace }] : [],
  ),
);

/** How the profiles differ, if the page was given that. */
export const comparison = computed((): ShownComparison | undefined => {
  const found = (documents.value ?? []).find((document) => document.kind === 'comparison');
  return found?.shown;
});

export const problems = computed(() =>
  (documents.value ?? []).filter((document) => document.kind === 'problem'),
);

/** The profile that is shown, with all its tags: the first unless the address names another. */
export const wholeModel = computed((): ProfileModel | undefined => {
  const all = profiles.value;
  return all[numberParam('file') ?? 0] ?? all[0];
});

/** The same, or what of it ran under the tag that the address names. */
export const model = computed(() => wholeModel.value?.ofTag(param('tag')));
