/** V8's code cache for files of ours: for the command, whose own start it shortens. */
export { CodeCache } from './platform/code-cache.js';
