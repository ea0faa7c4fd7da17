import { profiler, type Profile } from '@coroscope/runtime';
import type { Plugin, ResolvedConfig } from 'vite';
import { FiguresStore } from './figures-store.js';
import { FIGURES_EVENT, LIVE_PATH, RESET_EVENT } from './live-protocol.js';
import { liveRoutes } from './live-routes.js';
import { PAGE_URL } from './page-plugin.js';
import { serverFigures } from './server-figures.js';

/** Has pages tell their figures, and shows them. */
export function livePlugin(): Plugin {
  let config: ResolvedConfig;
  const store = new FiguresStore();
  return {
    name: 'coroscope:live',
    configResolved(resolved) {
      config = resolved;
    },
    transformIndexHtml: {
      order: 'pre',
      handler() {
        const src =
          config.command === 'serve' ? config.base.replace(/\/$/, '') + PAGE_URL : PAGE_URL;
        return [{ tag: 'script', attrs: { type: 'module', src }, injectTo: 'head-prepend' }];
      },
    },
    configureServer(server) {
      const { hot } = server.environments.client;
      const pages = new WeakMap<object, string>();
      hot.on(FIGURES_EVENT, ({ page, profile }: { page: string; profile: Profile }, client) => {
        pages.set(client, page);
        store.take(page, profile);
      });
      // A page that is killed can't take its leave; Vite 8 tells of it.
      hot.on('vite:client:disconnect', (_data, client) => store.leave(pages.get(client) ?? ''));
      // Server-side rendering runs in this process.
      profiler.start();
      server.middlewares.use(
        LIVE_PATH,
        liveRoutes({
          store,
          root: config.root,
          ownProfiles: () => [serverFigures()].filter((profile) => profile !== undefined),
          reset() {
            profiler.reset();
            hot.send(RESET_EVENT);
          },
          canOpen: true,
        }),
      );
      printUrlOf(server);
    },
    configurePreviewServer(server) {
      server.middlewares.use(
        LIVE_PATH,
        liveRoutes({ store, root: config.root, ownProfiles: () => [], canOpen: false }),
      );
      printUrlOf(server);
    },
  };
}

interface Server {
  config: ResolvedConfig;
  resolvedUrls: { local: string[] } | null;
  printUrls(): void;
}

/** Says where the figures are, where the server says where it is. */
function printUrlOf(server: Server): void {
  const { printUrls } = server;
  server.printUrls = () => {
    printUrls.call(server);
    const [url] = server.resolvedUrls?.local ?? [];
    if (url) server.config.logger.info(`  ➜  Coroscope: ${new URL(url).origin}${LIVE_PATH}`);
  };
}
