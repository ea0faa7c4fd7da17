import { signal } from '@preact/signals';
import { fetchDocuments } from '../data/load.js';
import { abilities, documents } from '../model/documents.js';

/** Why the server's newer figures can't be had. */
export const liveError = signal<string | undefined>(undefined);

/** Whether the figures stay as they are for now. */
const isPaused = signal(false);

/** Milliseconds between two looks at a server whose program goes on. */
const INTERVAL = 1500;

let looksAgain: (() => Promise<void>) | undefined;

/** Fetches the documents again and again, while the page is seen. */
export function follow(source: string): void {
  looksAgain = async () => {
    try {
      documents.value = (await fetchDocuments(source)).documents;
      liveError.value = undefined;
    } catch (error) {
      liveError.value = `No newer figures: ${(error as Error).message}`;
    }
  };
  const look = async () => {
    if (document.visibilityState === 'visible' && !isPaused.value) await looksAgain?.();
    setTimeout(() => void look(), INTERVAL);
  };
  setTimeout(() => void look(), INTERVAL);
}

/** What can be done with figures that grow; nothing where they do not. */
export function LiveControls() {
  const { isLive, reset } = abilities.value;
  if (!isLive) return null;
  return (
    <span class="choices" role="group" aria-label="Live figures">
      <button
        type="button"
        aria-pressed={isPaused.value}
        onClick={() => (isPaused.value = !isPaused.value)}
      >
        Pause
      </button>
      {reset !== undefined && (
        <button
          type="button"
          onClick={() => void fetch(reset, { method: 'POST' }).then(() => looksAgain?.())}
        >
          Reset
        </button>
      )}
    </span>
  );
}
