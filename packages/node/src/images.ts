/** What reads figures that a watcher has written down: an engine of its own, which is loaded only where there are some. */
export { readImage } from './shards/read-image.js';
