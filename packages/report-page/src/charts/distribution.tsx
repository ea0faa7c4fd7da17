import type { Histogram, Percentiles } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import uPlot, { type AlignedData } from 'uplot';
import { palette } from '../canvas/palette.js';
import { count, quantity } from '../text/numbers.js';
import { duration } from '../text/times.js';
import { BINS_PER_DOUBLING, binsOf, startOfBin } from './bins.js';
import { Plot } from './plot.js';

interface Props {
  /** What is distributed: `Durations of load`. */
  title: string;
  histogram: Histogram;
  percentiles: Percentiles & { longest: number | undefined };
}

const HEIGHT = 150;
/** Empty bins on both sides. */
const MARGIN = 3;

/** How durations are distributed, on a logarithmic axis, with their percentiles. */
export function Distribution({ title, histogram, percentiles }: Props) {
  const bins = useMemo(() => binsOf(histogram), [histogram]);
  const data = useMemo((): AlignedData => {
    const { first, counts } = bins ?? { first: 0, counts: [] };
    const padding = new Array<number>(MARGIN).fill(0);
    const padded = [...padding, ...counts, ...padding];
    return [padded.map((_, i) => first - MARGIN + i + 0.5), padded];
  }, [bins]);
  const { p50, p90, p99, longest } = percentiles;
  const options = useMemo(
    () => () => {
      const { faint, line, onStack, accent, page } = palette();
      const axis = { stroke: faint, grid: { stroke: line, width: 1 }, ticks: { show: false } };
      return {
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: {
            time: false,
            range: (_: uPlot, min: number, max: number): [number, number] => [min, max],
          },
          y: { range: (_: uPlot, _min: number, max: number): [number, number] => [0, max * 1.1] },
        },
        axes: [
          {
            ...axis,
            size: 28,
            splits: (_: uPlot, _axis: number, min: number, max: number) => ticks(min, max),
            values: (_: uPlot, at: number[]) => at.map((bin) => duration(startOfBin(bin))),
          },
          { ...axis, size: 56, values: (_: uPlot, at: number[]) => at.map(wholeCount) },
        ],
        series: [
          {},
          {
            fill: onStack,
            width: 0,
            points: { show: false },
            paths: uPlot.paths.bars!({ size: [0.94, 60] }),
          },
        ],
        hooks: { draw: [(plot: uPlot) => drawMarks(plot, { p50, p90, p99 }, accent, page)] },
      };
    },
    [p50, p90, p99],
  );
  if (bins === undefined) return null;
  const total = bins.counts.reduce((sum, held) => sum + held, 0);
  return (
    <div>
      <Plot
        label={`${title}: ${quantity(total, 'duration')}, median ${p50 === undefined ? 'unknown' : duration(p50)}. The table below says the same.`}
        data={data}
        options={options}
        height={HEIGHT}
      />
      <dl class="facts">
        {Object.entries({ p50, p90, p99, longest }).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === undefined ? '–' : duration(value)}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>As a table</summary>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col">to</th>
              <th scope="col" class="number">
                durations
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.counts.map((held, i) =>
              held === 0 ? null : (
                <tr key={i}>
                  <td>{duration(startOfBin(bins.first + i))}</td>
                  <td>{duration(startOfBin(bins.first + i + 1))}</td>
                  <td class="number">{count(held)}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </details>
    </div>
  );
}

/** Ticks of the axis at most, at whole doublings. */
const MOST_TICKS = 6;

function ticks(min: number, max: number): number[] {
  const doublings = (max - min) / BINS_PER_DOUBLING;
  const step = BINS_PER_DOUBLING * Math.max(1, Math.ceil(doublings / MOST_TICKS));
  const found: number[] = [];
  for (let bin = Math.ceil(min / step) * step; bin <= max; bin += step) found.push(bin);
  return found;
}

function wholeCount(value: number): string {
  return Number.isInteger(value) ? count(value) : '';
}

function drawMarks(
  { ctx, bbox, valToPos }: uPlot,
  marks: Percentiles,
  colour: string,
  background: string,
): void {
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.font = `${11 * devicePixelRatio}px sans-serif`;
  // Beside its line: uPlot leaves behind what the text of an axis needs.
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  Object.entries(marks).forEach(([name, value], i) => {
    if (value === undefined || value <= 0) return;
    const x = valToPos(Math.log2(value * 1000) * BINS_PER_DOUBLING, 'x', true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    // On a ground of its own: on a bar it could not be read.
    const left = x + 3 * devicePixelRatio;
    const baseline = bbox.top + (10 + 11 * i) * devicePixelRatio;
    const height = 11 * devicePixelRatio;
    ctx.fillStyle = background;
    ctx.fillRect(left, baseline - height * 0.85, ctx.measureText(name).width, height);
    ctx.fillStyle = colour;
    ctx.fillText(name, left, baseline);
  });
  ctx.restore();
}
