// Builds the page as one file, without data: the template that @coroscope/report ships and fills in.
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

const here = dirname(fileURLToPath(import.meta.url));
const sourceOf = (name) => join(here, '..', name, 'src');

/** The page runs and loads only what is in it, and reads only from where it came. */
function contentSecurityPolicy() {
  const hashes = (html, tag) =>
    [...html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^]*?)</${tag}>`, 'g'))]
      .map(([, text]) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
      .join(' ');
  return {
    name: 'content-security-policy',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (!file.fileName.endsWith('.html')) continue;
          const policy =
            `default-src 'none'; script-src ${hashes(file.source, 'script')}; ` +
            `style-src ${hashes(file.source, 'style')}; img-src data:; connect-src 'self'; ` +
            `base-uri 'none'; form-action 'none'`;
          file.source = file.source.replace('POLICY', () => policy);
        }
      },
    },
  };
}

/**
 * Leaves out of uPlot what it offers and nothing here takes, such as splines and formats of dates: each file of a page
 * has a copy of its code. Of the kinds of lines that it offers, the page takes bars.
 */
function onlyCharts() {
  return {
    name: 'only-charts',
    transform: {
      filter: { id: /uPlot\.esm\.js$/ },
      handler(code) {
        const from = code.indexOf('\nuPlot.assign = assign;');
        const to = code.lastIndexOf('\nexport {');
        if (from < 0 || to < from) throw new Error('uPlot has changed: see what it offers');
        return {
          code: `${code.slice(0, from)}\nuPlot.paths = { bars };${code.slice(to)}`,
          map: null,
        };
      },
    },
  };
}

export default defineConfig({
  root: here,
  logLevel: 'warn',
  resolve: {
    alias: [
      { find: /^@coroscope\/([a-z-]+)$/, replacement: `${sourceOf('$1')}/index.ts` },
      { find: /^@coroscope\/([a-z-]+)\/([a-z-]+)$/, replacement: `${sourceOf('$1')}/$2.ts` },
    ],
  },
  plugins: [onlyCharts(), viteSingleFile(), contentSecurityPolicy()],
  build: {
    target: 'es2023',
    outDir: join(here, '../report/dist/page'),
    emptyOutDir: true,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
  },
});
