import type { Host } from './host.js';

/** What is known of a bundler in which only one plugin loads a file: this one, from disk. */
export function loadingHost(): Host {
  return {
    root: process.cwd(),
    hasCommonJs: true,
    composesMaps: false,
    earlierMap: () => null,
  };
}
