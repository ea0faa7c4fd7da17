import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { pageModule } from './page-module.js';

/** The URL of the module, like `/@vite/client`. */
export const PAGE_URL = '/@coroscope/page';
const PAGE_ID = '\0coroscope:page';

/**
 * Provides the module that pages and workers run first. Into a worker's code, its import is added
 * after that was instrumented, so that positions stay what they are.
 */
export function pagePlugin(): Plugin {
  let bundlesWorker = false;
  let urls = [PAGE_URL];
  return {
    name: 'coroscope:page',
    enforce: 'post',
    configResolved({ isWorker, base }) {
      bundlesWorker = isWorker;
      urls = [PAGE_URL, base.replace(/\/$/, '') + PAGE_URL];
    },
    async resolveId(source, importer) {
      if (urls.includes(source)) return PAGE_ID;
      // A dependency of this package need not be one of the user's.
      if (importer === PAGE_ID) return this.resolve(source, fileURLToPath(import.meta.url));
      return null;
    },
    load: (id) => (id === PAGE_ID ? pageModule : null),
    transform(code, id) {
      const isWorker = bundlesWorker
        ? this.getModuleInfo(id)?.isEntry
        : // The dev server marks the entries of workers by a query. Classic workers can't import.
          /[?&]worker_file&type=module(?=&|$)/.test(id);
      return isWorker ? { code: `import '${PAGE_URL}';${code}`, map: null } : null;
    },
  };
}
