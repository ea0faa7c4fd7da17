import { computed } from '@preact/signals';
import { traces } from '../model/documents.js';
import { inOrder } from '../timeline/in-order.js';

/** All traces, in the order in which they are shown. */
export const orderedTraces = computed(() => {
  const all = traces.value;
  return inOrder(all.map(({ trace }) => trace)).map((index) => all[index]);
});
