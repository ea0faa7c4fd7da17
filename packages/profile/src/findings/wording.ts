import type { Profile } from '../document.js';
import type { Finding } from './finding.js';

/** How the sentences of findings write what a report may want to write in its own way. */
export interface FindingWording {
  /** A time, from milliseconds: `1.25 s`. */
  time(milliseconds: number): string;
  /** A place, from the path of a source file and a line: `src/cart.ts:12`. */
  place(path: string, line: number): string;
}

export const plainWording: FindingWording = {
  time(milliseconds) {
    const [value, unit] = milliseconds >= 1000 ? [milliseconds / 1000, 's'] : [milliseconds, 'ms'];
    return `${Number(value.toPrecision(3))} ${unit}`;
  },
  place: (path, line) => `${path}:${line}`,
};

/**
 * A finding in plain sentences. What the figures can't prove, that awaits do not need each other's
 * results, is said as a condition.
 */
export function describeFinding(
  finding: Finding,
  profile: Profile,
  wording: FindingWording,
): string {
  const { time } = wording;
  const cost = time(finding.cost);
  const sites = sitePlaces(finding, profile, wording);
  const { name, file, line } = profile.functions[finding.function];
  switch (finding.kind) {
    case 'sequentialAwaits':
      return (
        `${quantity(finding.sites.length, 'await')} of ${name} ran one after another at ${sites}` +
        `${finding.times > 1 ? `, ${quantity(finding.times, 'time')}` : ''}. If they do not depend on each ` +
        `other, overlapping them could save ${cost} at most${overCalls(finding.calls)}.`
      );
    case 'awaitInLoop':
      return (
        `${finding.sites.length > 1 ? 'Awaits' : 'An await'} in a loop of ${name} at ${sites} ` +
        `waited ${quantity(finding.times, 'time')}, one after another. If the iterations do not ` +
        `depend on each other, overlapping them could save ${cost} at most` +
        `${overCalls(finding.calls)}.`
      );
    case 'blockedEventLoop': {
      const { clock, files, functions, threads } = profile;
      const heaviest = functions[finding.heaviest];
      return (
        `${name} at ${wording.place(files[file].path, line)} held the event loop` +
        `${threads.length > 1 ? ` of ${threads[finding.thread].name}` : ''} for ${cost}` +
        `${clock.kind === 'cpu' ? ' of CPU time' : ''} without a break, ${time(finding.start)} ` +
        `after the start` +
        `${finding.stretches > 1 ? `, the longest of ${finding.stretches} such stretches` : ''}` +
        `${
          finding.heaviest === finding.function
            ? ''
            : `, most of it in ${heaviest.name} at ${wording.place(files[heaviest.file].path, heaviest.line)}`
        }.`
      );
    }
    case 'unsettledAwait': {
      const [they, their] = finding.activations > 1 ? ['they wait', 'their'] : ['it waits', 'its'];
      return (
        `${quantity(finding.activations, 'call')} of ${name} never went on from ${sites}: ` +
        (finding.innermost
          ? `what ${they} for had not settled when the profile was read.`
          : `perhaps waiting for calls of ${their} own that hang as well.`)
      );
    }
    case 'pausedGenerator':
      return (
        `${quantity(finding.activations, 'generator')} of ${name} ` +
        `${finding.activations > 1 ? 'were' : 'was'} left paused at ${sites}: ` +
        `neither finished nor closed by the consumer when the profile was read.`
      );
  }
}

/** `main.ts:3, 5 and 8`. */
function sitePlaces(
  finding: Finding,
  { files, functions, sites }: Profile,
  { place }: FindingWording,
) {
  const { path } = files[functions[finding.function].file];
  const [first, ...others] = new Set(finding.sites.map((site) => sites[site].line));
  if (others.length === 0) return first === undefined ? '' : place(path, first);
  return `${[place(path, first), ...others.slice(0, -1)].join(', ')} and ${others.at(-1)}`;
}

/** Savings of calls that overlapped add up, and may exceed the elapsed time. */
function overCalls(calls: number): string {
  return calls > 1 ? `, over ${quantity(calls, 'call')}` : '';
}

function quantity(count: number, singular: string): string {
  return `${count.toLocaleString('en-US')} ${singular}${count === 1 ? '' : 's'}`;
}
