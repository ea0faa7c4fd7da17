import { FIGURES_EVENT, LIVE_PATH, RESET_EVENT, WORKER_PREFIX } from './live-protocol.js';

/** What a page runs before anything of its own. */
export const pageModule = `
import '@coroscope/browser/global';

const { profiler, report, send } = globalThis.coroscope;
const isPage = typeof document !== 'undefined';
const page = (isPage ? '' : '${WORKER_PREFIX}') + Math.random().toString(36).slice(2);
profiler.start();
if (import.meta.hot) {
  report((profile) => import.meta.hot.send('${FIGURES_EVENT}', { page, profile }));
  import.meta.hot.on('${RESET_EVENT}', () => profiler.reset());
} else {
  report((profile) => send('${LIVE_PATH}/figures?page=' + page, profile));
}
if (isPage) {
  addEventListener('pagehide', () => {
    navigator.sendBeacon('${LIVE_PATH}/leave?page=' + page);
  });
}
`;
