import type { Profile } from '../src/index.js';
import { buildProfile } from './build-profile.js';

/** A function that called itself so many times, each call with 1 ms of its own. */
export function deepRecursion(depth: number): Profile {
  const profile = buildProfile({ names: { dive: { kind: 'async' } } });
  const column = (value: (level: number) => number, root = 0) => [
    root,
    ...Array.from({ length: depth }, (_, level) => value(level)),
  ];
  profile.threads[0].contexts = {
    parent: column((level) => level, -1),
    function: column(() => 0, -1),
    calls: column(() => 1),
    carriedIn: column(() => 0),
    live: column(() => 0),
    suspensions: column(() => 0),
    self: column(() => 1),
    onStack: column((level) => depth - level),
    awaiting: column(() => 0),
    paused: column(() => 0),
    external: column(() => 0),
  };
  return profile;
}
