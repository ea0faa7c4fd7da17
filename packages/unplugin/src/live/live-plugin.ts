import { profiler, type Profile } from '@coroscope/runtime';
import type { Plugin, ResolvedConfig } from 'vite';
import { FiguresStore } from './figures-store.js';
import { FIGURES_EVENT, LIVE_PATH, RESET_EVENT } from './live-protocol.js';
import { liveRoutes } from './live-routes.js';
import { PAGE_URL } from './page-plugin.js';
import { hostsOf } from './allowed-hosts.js';
import { serverFigures } from './server-figures.js';
import { ServerThreads } from './server-threads.js';
import { sourceReader } from './source-reader.js';

const VITE_CLIENT = /\/vite\/dist\/client\/client\.mjs$/;

/** Makes pages send their figures, and serves a page that shows them. */
export function livePlugin(): Plugin {
  let config: ResolvedConfig;
  const pageUrl = () =>
    config.command === 'serve' ? config.base.replace(/\/$/, '') + PAGE_URL : PAGE_URL;
  const store = new FiguresStore();
  return {
    name: 'coroscope:live',
    configResolved(resolved) {
      config = resolved;
    },
    transformIndexHtml: {
      order: 'pre',
      handler: () => [
        { tag: 'script', attrs: { type: 'module', src: pageUrl() }, injectTo: 'head-prepend' },
      ],
    },
    // The pages of frameworks are not HTML that Vite transforms, but load its client as all others do.
    transform: {
      filter: { id: VITE_CLIENT },
      handler(code) {
        if (config.command === 'build') return null;
        // After the client, which the module uses.
        const start = `import(/* @vite-ignore */ ${JSON.stringify(pageUrl())});`;
        return { code: `${code}\n${start}`, map: null };
      },
    },
    configureServer(server) {
      const { hot } = server.environments.client;
      const pages = new WeakMap<object, string>();
      hot.on(FIGURES_EVENT, ({ page, profile }: { page: string; profile: Profile }, client) => {
        pages.set(client, page);
        store.update(page, profile);
      });
      // A page that is killed can't send that it is closed; Vite 8 notices.
      hot.on('vite:client:disconnect', (_data, client) => store.close(pages.get(client) ?? ''));
      const threads = new ServerThreads(store);
      server.httpServer?.on('close', () => threads.close());
      // Server-side rendering runs in this process, where it does not in a thread of its own.
      profiler.start();
      server.middlewares.use(
        LIVE_PATH,
        liveRoutes({
          store,
          readSource: sourceReader(config),
          allowsHost: hostsOf(config.server.allowedHosts, config.server.host),
          // A server that has rendered nothing is none to show.
          ownProfiles: () => [serverFigures()].filter(({ functions }) => functions.length > 0),
          reset() {
            profiler.reset();
            hot.send(RESET_EVENT);
            threads.reset();
          },
          canOpen: true,
        }),
      );
      printLiveUrl(server);
    },
    configurePreviewServer(server) {
      server.middlewares.use(
        LIVE_PATH,
        liveRoutes({
          store,
          readSource: sourceReader(config),
          allowsHost: hostsOf(config.preview.allowedHosts, config.preview.host),
          ownProfiles: () => [],
          canOpen: false,
        }),
      );
      printLiveUrl(server);
    },
  };
}

interface Server {
  config: ResolvedConfig;
  resolvedUrls: { local: string[] } | null;
  printUrls(): void;
}

/** Prints the URL of the figures after those of the server. */
function printLiveUrl(server: Server): void {
  const { printUrls } = server;
  server.printUrls = () => {
    printUrls.call(server);
    const [url] = server.resolvedUrls?.local ?? [];
    if (url) server.config.logger.info(`  ➜  Coroscope: ${new URL(url).origin}${LIVE_PATH}`);
  };
}
