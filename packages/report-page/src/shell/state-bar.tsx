import { percent } from '../text/numbers.js';
import { duration } from '../text/times.js';

export interface Part {
  /** Its colour and pattern in the style sheet. */
  kind:
    | 'on-stack'
    | 'elsewhere'
    | 'idle'
    | 'outside'
    | 'contended'
    | 'undecided'
    | 'explained'
    | 'paused';
  name: string;
  /** Milliseconds. */
  time: number;
  help?: string;
}

/** How a time divides, as a bar with a legend that says the same in words. */
export function StateBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const known = parts.filter(({ time }) => time > 0);
  const total = known.reduce((sum, { time }) => sum + time, 0);
  if (total === 0) return null;
  return (
    <figure class="state-bar">
      <div
        class="bar"
        role="img"
        aria-label={`${label}: ${known.map(({ name, time }) => `${name} ${percent(time / total)}`).join(', ')}`}
      >
        {known.map(({ kind, time }) => (
          <span key={kind} class={`part ${kind}`} style={{ flexGrow: time / total }} />
        ))}
      </div>
      <figcaption>
        {known.map(({ kind, name, time, help }) => (
          <span key={kind} class="entry" title={help}>
            <span class={`swatch ${kind}`} aria-hidden="true" /> {name} <b>{duration(time)}</b>{' '}
            <span class="where">{percent(time / total)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
