import { computed } from '@preact/signals';
import { go, param } from '../state/address.js';
import { model } from './documents.js';

/** By itself, so that another change of the address changes nothing that depends on it. */
const hiddenText = computed(() => param('hide') ?? '');

/**
 * What is hidden, as the address says it: `deps` for everything in `node_modules`, `package:NAME`, and
 * `file:PATH` with the path as the page shows it.
 */
export const hiddenRules = computed(() => hiddenText.value.split('|').filter(Boolean));

/** By index in the profile's functions: 1 for what is hidden. */
export const hiddenFunctions = computed((): Uint8Array => {
  const shownModel = model.value;
  if (shownModel === undefined) return new Uint8Array(0);
  const { profile, paths, packages } = shownModel;
  const rules = new Set(hiddenRules.value);
  const isFileHidden = paths.map((path, file) => {
    const name = packages[file];
    return (
      rules.has(`file:${path}`) ||
      (name !== undefined && (rules.has('deps') || rules.has(`package:${name}`)))
    );
  });
  return Uint8Array.from(profile.functions, ({ file }) => (isFileHidden[file] ? 1 : 0));
});

export function hide(rule: string): void {
  if (hiddenRules.value.includes(rule)) return;
  go({ params: { hide: [...hiddenRules.value, rule].join('|') } });
}

export function show(rule: string): void {
  go({ params: { hide: hiddenRules.value.filter((other) => other !== rule).join('|') } });
}
