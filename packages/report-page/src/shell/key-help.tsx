import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export const isHelpOpen = signal(false);

const KEYS: readonly [string, string][] = [
  ['1 – 6', 'the views'],
  ['/', 'search'],
  ['Esc', 'back: leaves the search, closes details, zooms out'],
  ['↑ ↓ Page Home End', 'moves in a table'],
  ['Enter', 'opens what is chosen'],
  ['← ↑ → ↓', 'moves in a graph: to a neighbour, the caller, a callee'],
  ['Enter, double click', 'zooms in on a block'],
  ['W S, wheel with Ctrl', 'zooms the timeline, to a microsecond'],
  ['A D, drag', 'moves the timeline'],
  ['0', 'shows all again'],
  ['?', 'this list'],
];

/** The list of keys. */
export function KeyHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = isHelpOpen.value;
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} aria-label="Keys" onClose={() => (isHelpOpen.value = false)}>
      <h2>Keys</h2>
      <dl class="keys">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
