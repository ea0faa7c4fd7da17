import { chosenWeight, exportedProfile, type ExportedProfile } from '../export/exported-profile.js';
import type { ExportOptions } from '../export/export-options.js';
import { preorder } from '../export/preorder.js';
import { textChunks } from '../export/text-chunks.js';
import type { ProfileFormat } from './profile-format.js';

/**
 * Collapsed stacks: a line for each context, thread first, with its weight.
 *
 * @see https://github.com/brendangregg/FlameGraph#2-fold-stacks
 */
export const collapsed: ProfileFormat = {
  name: 'collapsed',
  content: 'collapsed stacks',
  extensions: ['.collapsed', '.folded'],
  isBinary: false,
  opensWith: (file) => ['npx', 'speedscope', file],
  render: (profile, options = {}) => textChunks(lines(exportedProfile(profile, options), options)),
};

function* lines(exported: ExportedProfile, { weight }: ExportOptions): Generator<string> {
  const chosen = chosenWeight(exported, weight);
  const names = exported.profile.functions.map((_, i) => frame(exported.names.unique(i)));
  for (const thread of exported.threads) {
    const column = thread.weights[chosen]!;
    const { rows, depths } = preorder(thread.parent);
    const stack = [frame(thread.name)];
    for (let i = 1; i < rows.length; i++) {
      const row = rows[i];
      stack.length = depths[i];
      stack.push(names[thread.function[row]]);
      if (column[row] > 0) yield `${stack.join(';')} ${column[row]}\n`;
    }
  }
}

/** A name without what separates frames. */
function frame(name: string): string {
  return name.replaceAll(';', ':');
}
