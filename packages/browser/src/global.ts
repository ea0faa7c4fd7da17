/**
 * For a plain `<script>`, or `importScripts()` in a worker: sets the global `coroscope`. The tag's
 * `data-start` starts the profiler at once, its `data-send` names where the figures are posted to.
 */
import * as coroscope from './index.js';

declare global {
  // A variable of the global scope, as scripts declare them.
  var coroscope: typeof import('./index.js');
}

globalThis.coroscope = coroscope;

const tag = typeof document === 'undefined' ? null : document.currentScript;
if (tag?.dataset.start !== undefined) coroscope.profiler.start();
const url = tag?.dataset.send;
if (url) coroscope.report((profile) => coroscope.send(url, profile));
