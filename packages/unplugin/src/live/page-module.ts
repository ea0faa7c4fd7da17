import { FIGURES_EVENT, LIVE_PATH, RESET_EVENT, WORKER_PREFIX } from './live-protocol.js';

/** The module that pages and workers run first. */
export const pageModule = `
import '@coroscope/browser/global';

const { profiler, report, send } = globalThis.coroscope;
// The page may have the module by two URLs: from its HTML, and with Vite's client.
const PAGE = Symbol.for('coroscope.page');
if (!globalThis[PAGE]) {
  globalThis[PAGE] = true;
  const isPage = typeof document !== 'undefined';
  const page = (isPage ? '' : '${WORKER_PREFIX}') + Math.random().toString(36).slice(2);
  profiler.start();
  if (import.meta.hot) {
    report((profile) => import.meta.hot.send('${FIGURES_EVENT}', { page, profile }));
  } else {
    report((profile) => send('${LIVE_PATH}/figures?page=' + page, profile));
  }
  if (isPage) {
    addEventListener('pagehide', () => {
      navigator.sendBeacon('${LIVE_PATH}/close?page=' + page);
    });
  }
}
// Each time that it is loaded, since Vite then drops the listeners that it had.
import.meta.hot?.on('${RESET_EVENT}', () => profiler.reset());
`;
