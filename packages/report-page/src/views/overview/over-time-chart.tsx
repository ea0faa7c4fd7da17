import type { Trace } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import uPlot, { type AlignedData, type Axis } from 'uplot';
import { palette } from '../../canvas/palette.js';
import { Plot } from '../../charts/plot.js';
import { overTime } from '../../timeline/over-time.js';
import { count, percent } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { duration } from '../../text/times.js';

const PARTS = 240;
const HEIGHT = 130;

/** The states of a thread over time, and the activations in flight, from its trace. */
export function OverTimeChart({ trace }: { trace: Trace }) {
  const parts = useMemo(() => overTime(trace, PARTS), [trace]);
  const { time, onStack, elsewhere, idle, inFlight } = parts;
  const states = useMemo((): AlignedData => {
    // Stacked: each line is the sum of those below it.
    const busy = onStack.map((share, i) => Math.min(1, share + elsewhere[i]));
    return [time, time.map(() => 1), busy, onStack];
  }, [parts]);
  const flight = useMemo((): AlignedData => [time, inFlight], [parts]);
  const name = shown(trace.thread.name);
  const most = inFlight.reduce((a, b) => Math.max(a, b), 0);
  return (
    <>
      <p class="legend">
        <span class="entry">
          <span class="swatch on-stack" aria-hidden="true" /> on stack
        </span>
        <span class="entry">
          <span class="swatch elsewhere plain-elsewhere" aria-hidden="true" />{' '}
          {idle === undefined ? 'off stack' : 'elsewhere'}
        </span>
        {idle !== undefined && (
          <span class="entry">
            <span class="swatch idle" aria-hidden="true" /> idle
          </span>
        )}
      </p>
      <Plot
        label={`What ${name} did over time; the table below says the same`}
        data={states}
        height={HEIGHT}
        options={() => {
          const { onStack: ran, elsewhere: other, idle: slept } = palette();
          const area = (colour: string) => ({ fill: colour, width: 0, points: { show: false } });
          return chart([0, 1], (share) => percent(share), [area(slept), area(other), area(ran)]);
        }}
      />
      <h3>Activations in flight, {count(most)} at most</h3>
      <Plot
        label={`Activations in flight on ${name} over time, ${count(most)} at most`}
        data={flight}
        height={HEIGHT}
        options={() => {
          const { waiting, waitingSoft } = palette();
          return chart(undefined, count, [
            { stroke: waiting, fill: waitingSoft, width: 1.5, points: { show: false } },
          ]);
        }}
      />
      <details>
        <summary>As a table</summary>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col" class="number">
                on stack
              </th>
              <th scope="col" class="number">
                {idle === undefined ? 'off stack' : 'elsewhere'}
              </th>
              {idle && (
                <th scope="col" class="number">
                  idle
                </th>
              )}
              <th scope="col" class="number">
                in flight
              </th>
            </tr>
          </thead>
          <tbody>
            {tenths(time.length).map((part) => (
              <tr key={part}>
                <td>{duration(part === 0 ? 0 : time[part] - time[0])}</td>
                <td class="number">{percent(mean(onStack, part))}</td>
                <td class="number">{percent(mean(elsewhere, part))}</td>
                {idle && <td class="number">{percent(mean(idle, part))}</td>}
                <td class="number">{count(Math.max(...inFlight.slice(part, part + STEP)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

/** Parts that are one row of the table. */
const STEP = PARTS / 12;

function tenths(parts: number): number[] {
  return Array.from({ length: Math.ceil(parts / STEP) }, (_, i) => i * STEP);
}

function mean(values: readonly number[], from: number): number {
  const some = values.slice(from, from + STEP);
  return some.reduce((sum, value) => sum + value, 0) / some.length;
}

function chart(
  range: [number, number] | undefined,
  format: (value: number) => string,
  series: uPlot.Series[],
): Omit<uPlot.Options, 'width' | 'height'> {
  const { faint, line } = palette();
  const axis: Axis = { stroke: faint, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false },
      y: { range: range ?? ((_: uPlot, _min: number, max: number) => [0, Math.max(1, max * 1.1)]) },
    },
    axes: [
      {
        ...axis,
        size: 28,
        space: 75,
        values: (_: uPlot, at: number[]) => at.map((time) => duration(time)),
      },
      {
        ...axis,
        size: 58,
        values: (_: uPlot, at: number[]) =>
          at.map((value) => (range || Number.isInteger(value) ? format(value) : '')),
      },
    ],
    series: [{}, ...series],
  };
}
