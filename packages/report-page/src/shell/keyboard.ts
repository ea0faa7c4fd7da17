import { address, go, VIEWS, type ViewName } from '../state/address.js';
import { isHelpOpen } from './key-help.js';

/** Choices of the address that Esc takes back, one at a time, in each view; the first that there is. */
const BACK: Record<ViewName, readonly string[]> = {
  overview: [],
  functions: ['f', 'q'],
  flame: ['zup', 'zdown', 'z', 'root', 'q'],
  awaits: ['site', 'q'],
  timeline: ['a', 't'],
  compare: ['cz', 'q'],
};

/** The keys that work wherever the focus is. */
export function listenToKeys(isOffered: (view: ViewName) => boolean): void {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target, key } = event;
    if (target instanceof HTMLInputElement && target.type === 'search') {
      if (key === 'Escape') {
        event.preventDefault();
        if (target.value === '') target.blur();
        else go({ params: { q: undefined } }, false);
      }
      return;
    }
    if (document.querySelector('dialog[open]')) return;
    if (key === 'Escape') return stepBack(event);
    if (target instanceof HTMLSelectElement) return;
    if (key === '?') isHelpOpen.value = true;
    else if (key === '/') focusSearch(event);
    else if (/^[1-6]$/.test(key)) {
      const view = VIEWS[Number(key) - 1];
      if (isOffered(view)) go({ view });
    }
  });
}

function focusSearch(event: KeyboardEvent): void {
  const box = document.querySelector<HTMLInputElement>('input[type="search"]');
  if (box === null) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function stepBack(event: KeyboardEvent): void {
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]');
  if (menu !== null) {
    menu.open = false;
    return;
  }
  const { view, params } = address.peek();
  const last = BACK[view].find((name) => params.has(name));
  if (last === undefined) return;
  event.preventDefault();
  go({ params: { [last]: undefined } });
}
