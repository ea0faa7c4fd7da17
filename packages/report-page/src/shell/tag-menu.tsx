import { wholeModel } from '../model/documents.js';
import { go, NO_BLOCK, param } from '../state/address.js';
import { shown } from '../text/shown.js';

/** Chooses one of the tags of the profile, in all views; nothing where it has none. */
export function TagMenu() {
  const tags = wholeModel.value?.tags ?? [];
  if (tags.length === 0) return null;
  const chosen = tags.indexOf(param('tag') ?? '');
  return (
    <label class="tag">
      Tag{' '}
      <select
        value={String(chosen)}
        onChange={({ currentTarget }) =>
          // A tag has a call tree of its own, and no block of the one before.
          go({
            params: { tag: tags[Number(currentTarget.value)], ...NO_BLOCK },
          })
        }
      >
        <option value="-1">all</option>
        {tags.map((tag, i) => (
          <option key={tag} value={String(i)}>
            {shown(tag)}
          </option>
        ))}
      </select>
    </label>
  );
}
