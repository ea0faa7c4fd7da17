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
 * What is replaced in uPlot: by constants, so that what they switch off is left out, or by nothing. The page takes bars
 * and areas over an axis of numbers, without a cursor, a legend, or a series that comes later.
 */
const LEFT_OUT = [
  [/^const FEAT_TIME +=.*$/m, 'const FEAT_TIME = false;'],
  [/let isTime = [^;]+;/g, 'const isTime = false;'],
  [/^const \[ time.*= genTimeStuffs\(.*$/gm, ''],
  [/^\tconst _time(AxisSplits|AxisVals|SeriesVal) +=.*$/gm, ''],
  [/isTime \? \(ms == 1 \? timeIncrsMs : timeIncrsS\) : /, ''],
  [/isTime && sc\.distr == 1 \? _timeAxisSplits : /, ''],
  [/const showLegend = [^;]+;/, 'const showLegend = false;'],
  [/const showCursor = [^;]+;/, 'const showCursor = false;'],
  [/legend\.show && legend\.live && shouldSetLegend/, 'showLegend'],
  [/^\tself\.setCursor = [^]*?^\t};$/m, ''],
  [
    /^\tself\.(set(Legend|Series|Select|Band)|(add|del)(Series|Band)|posTo\w+|valToIdx) = .*$/gm,
    '',
  ],
  [/^\tevents\.\w+ = \w+;$/gm, ''],
  [/^\tevents\["setSeries"\] = [^]*?^\t};$/m, ''],
  // Splines, formats of dates, and other kinds of lines.
  [/^uPlot\.assign = assign;[^]*?(?=^export \{)/m, 'uPlot.paths = { bars };\n'],
];

/** Leaves out of uPlot what it offers and nothing here takes: each file of a page has a copy of its code. */
function onlyCharts() {
  return {
    name: 'only-charts',
    transform: {
      filter: { id: /uPlot\.esm\.js$/ },
      handler(code) {
        let rest = code;
        for (const [what, by] of LEFT_OUT) {
          const shorter = rest.replace(what, by);
          if (shorter === rest) throw new Error(`uPlot has changed: there is no ${what}`);
          rest = shorter;
        }
        return { code: rest, map: null };
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
