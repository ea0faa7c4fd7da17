import { criticalPath, displayPath, limitOf, type Trace } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { orderedTraces } from '../../shell/ordered-traces.js';
import { SearchBox } from '../../shell/search-box.js';
import { isTable, TableChoice } from '../../shell/table-choice.js';
import { go, param } from '../../state/address.js';
import type { Chosen } from '../../timeline/draw.js';
import { lateness } from '../../timeline/lateness.js';
import { layOutTimeline } from '../../timeline/timeline-layout.js';
import { count, quantity } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { duration } from '../../text/times.js';
import { ActivationDetail } from './activation-detail.js';
import { ActivationTable } from './activation-table.js';
import { TimelineCanvas } from './timeline-canvas.js';

/** What happened when, from traces: a lane for each coroutine, and the stack. */
export function TimelineView() {
  const recorded = orderedTraces.value;
  if (recorded.length === 0) {
    return (
      <p class="message">
        A timeline needs a trace, which has every event with its time. Record one with{' '}
        <code>coroscope run --trace app.trace app.ts</code>, and open it with{' '}
        <code>coroscope view app.trace</code>, alone or together with the profile.
      </p>
    );
  }
  const isCpu = recorded.some(({ trace }) => trace.clock.kind === 'cpu');
  return (
    <>
      {isCpu && (
        <p class="message">
          The CPU clock stands still while nothing computes: waits take no time here. Record with
          the wall clock to see them.
        </p>
      )}
      <Threads traces={recorded.map(({ trace }) => trace)} />
    </>
  );
}

function Threads({ traces: all }: { traces: Trace[] }) {
  const key = useMemo(() => all, all);
  const layout = useMemo(() => layOutTimeline(key), [key]);
  const names = useMemo(() => key.map((trace) => functionNames(trace)), [key]);
  const selected = useMemo(() => parseChosen(param('a'), layout.threads), [param('a'), layout]);
  const text = (param('q') ?? '').toLowerCase();
  const isFound = useMemo(() => {
    if (text === '') return undefined;
    const found = names.map((of) =>
      of.map(({ name, location }) => `${name} ${location}`.toLowerCase().includes(text)),
    );
    return ({ thread, activation }: Chosen) =>
      found[thread][layout.threads[thread].activations.functionOf(activation)] ?? false;
  }, [names, text, layout]);
  const path = useMemo(
    () => selected && criticalPath(layout.threads[selected.thread].trace, selected.activation),
    [selected, layout],
  );
  const labelOf = ({ thread, activation }: Chosen) => {
    const fn = layout.threads[thread].activations.functionOf(activation);
    return names[thread][fn]?.name ?? 'not known';
  };
  const locationOf = ({ thread, activation }: Chosen) =>
    names[thread][layout.threads[thread].activations.functionOf(activation)]?.location ?? '';
  const headingOf = (thread: number) => {
    const { trace, activations } = layout.threads[thread];
    const { name, process } = trace.thread;
    // Threads of other processes than the first are named after them.
    const isNamed = process === undefined || `${name} `.startsWith(`process ${process} `);
    const of = isNamed ? '' : `, process ${process}`;
    return `${shown(name)}${of} — ${count(activations.count)} activations`;
  };
  const select = (chosen: Chosen | undefined) =>
    go({ params: { a: chosen && `${chosen.thread}.${chosen.activation}` } });
  const view = { layout, labelOf, locationOf, selected, onSelect: select, isFound };
  if (layout.threads.every(({ activations }) => activations.count === 0)) {
    return (
      <p class="message">
        No call is in {all.length === 1 ? 'this trace' : 'these traces'}.{' '}
        {shown(all.flatMap(({ notes }) => notes).join(' '))}
      </p>
    );
  }
  const events = all.reduce((sum, { kept }) => sum + kept, 0);
  const late = lateness(all);
  const limits = [...new Set(all.flatMap((trace) => limitOf(trace) ?? []))];
  return (
    <div class={selected ? 'split' : 'split alone'}>
      <section class="pane" aria-label="Timeline">
        <div class="toolbar">
          <SearchBox label="Search activations" placeholder="Name or path" />
          <TableChoice />
          <span class="remark">{quantity(events, 'event')}</span>
          {limits.length > 0 && (
            <span class="remark" title={shown(limits.join(' '))}>
              limited to {shown(limitedTo(all))}
            </span>
          )}
          {late > 0 && (
            <span class="remark" title={LATE}>
              threads beside each other to within {duration(late)}
            </span>
          )}
          <span class="spring" />
          <Legend />
        </div>
        {isTable() ? (
          <ActivationTable {...view} />
        ) : (
          <TimelineCanvas {...view} headingOf={headingOf} path={path} />
        )}
      </section>
      {selected && path && <ActivationDetail {...view} selected={selected} path={path} />}
    </div>
  );
}

/** The tags that traces are limited to. */
function limitedTo(traces: readonly Trace[]): string {
  const tags = new Set(traces.flatMap(({ onlyTags = [] }) => onlyTags));
  return `${tags.size === 1 ? 'tag' : 'tags'} ${[...tags].join(', ')}`;
}

const LATE =
  'The time of a trace leaves out what recording itself took, so that a moment may be drawn as much after it was.';

function Legend() {
  const entries = {
    'on-stack': 'on stack',
    outside: 'awaiting',
    contended: 'contended, at most',
    paused: 'paused',
  };
  return (
    <span class="legend">
      {Object.entries(entries).map(([kind, name]) => (
        <span key={kind} class="entry">
          <span class={`swatch ${kind}`} aria-hidden="true" /> {name}
        </span>
      ))}
      <span class="entry">
        <span class="swatch path" aria-hidden="true" /> critical path
      </span>
    </span>
  );
}

interface NamedFunction {
  name: string;
  location: string;
}

function functionNames({ functions, files, program }: Trace): NamedFunction[] {
  return functions.map(({ name, file, line }) => ({
    name: shown(name),
    location: `${shown(displayPath(files[file]?.path ?? '', program?.directory))}:${line}`,
  }));
}

function parseChosen(
  text: string | undefined,
  threads: readonly { activations: { count: number } }[],
): Chosen | undefined {
  const [, thread, activation] = /^(\d+)\.(\d+)$/.exec(text ?? '') ?? [];
  const chosen = { thread: Number(thread), activation: Number(activation) };
  const isKnown = chosen.activation < (threads[chosen.thread]?.activations.count ?? 0);
  return isKnown ? chosen : undefined;
}
