import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { pageModule } from './page-module.js';

/** As pages ask for it, like `/@vite/client`. */
export const PAGE_URL = '/@coroscope/page';
const PAGE_ID = '\0coroscope:page';

/**
 * The module that pages and workers begin with. A worker imports it: this comes after the code has
 * been instrumented, so that nothing else moves.
 */
export function pagePlugin(): Plugin {
  let bundlesWorker = false;
  return {
    name: 'coroscope:page',
    enforce: 'post',
    configResolved({ isWorker }) {
      bundlesWorker = isWorker;
    },
    async resolveId(source, importer) {
      if (source === PAGE_URL) return PAGE_ID;
      // It is our dependency, and need not be one of the user's.
      if (importer === PAGE_ID) return this.resolve(source, fileURLToPath(import.meta.url));
      return null;
    },
    load: (id) => (id === PAGE_ID ? pageModule : null),
    transform(code, id) {
      const isWorker = bundlesWorker
        ? this.getModuleInfo(id)?.isEntry
        : // The dev server marks what a worker begins with; one that is no module can't import.
          /[?&]worker_file&type=module(?=&|$)/.test(id);
      return isWorker ? { code: `import '${PAGE_URL}';${code}`, map: null } : null;
    },
  };
}
