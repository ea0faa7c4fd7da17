import { render } from 'preact';
import { loadDocuments } from './data/load.js';
import { abilities, comparison, documents } from './model/documents.js';
import { App } from './shell/app.js';
import { listenToKeys } from './shell/keyboard.js';
import { follow } from './shell/live.js';
import { go } from './state/address.js';
import { shown } from './text/shown.js';
import { VIEW_COMPONENTS } from './views/views.js';
import './style/page.css';

const place = document.getElementById('page')!;

/** Says in a sentence why nothing is shown. */
function explain(text: string): void {
  place.replaceChildren(
    Object.assign(document.createElement('p'), { className: 'message', textContent: text }),
  );
}

async function start(): Promise<void> {
  if (typeof DecompressionStream === 'undefined') {
    explain(
      'This browser can’t decompress the data of this page (it has no DecompressionStream); open it with a newer one.',
    );
    return;
  }
  place.replaceChildren();
  render(<App views={VIEW_COMPONENTS} />, place);
  listenToKeys((view) => view !== 'compare' || comparison.value !== undefined);
  const { documents: loaded, source, ...server } = await loadDocuments();
  abilities.value = { isLive: source !== undefined, ...server };
  // With nothing but a comparison all other views are empty.
  const isComparison = loaded.length > 0 && loaded.every(({ kind }) => kind === 'comparison');
  if (isComparison && location.hash === '') go({ view: 'compare' }, false);
  documents.value = loaded;
  if (source !== undefined) follow(source);
}

start().catch((error: Error) => explain(shown(`The page can’t be shown: ${error.message}`)));
