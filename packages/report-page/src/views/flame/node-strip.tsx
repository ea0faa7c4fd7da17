import { StateBar } from '../../shell/state-bar.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { linkTo, NO_BLOCK, ofFunction, param } from '../../state/address.js';
import { percent, quantity } from '../../text/numbers.js';
import { duration } from '../../text/times.js';
import { widthText } from './flame-graph.js';
import type { FlameModel } from './flame-model.js';

interface Props {
  model: ProfileModel;
  flame: FlameModel;
  node: number;
  label?: string;
  onZoom(node: number): void;
}

/** The order of siblings in the graph of the whole tree, for which a sandwich does not stand. */
function wholeOrder(): string | undefined {
  const order = param('order');
  return order === 'sandwich' ? undefined : order;
}

/** What is known of the selected block. */
export function NodeStrip({ model, flame, node, label = 'Selected block', onZoom }: Props) {
  const { tree, layout, isOfCallers } = flame;
  const fn = tree.function[node];
  const hasFigures = fn >= 0 && !isOfCallers;
  const parent = tree.parent[node];
  const { calls, self, external, outside, contended } = tree.figures;
  const waited = external?.[node] ?? 0;
  const out = outside?.[node];
  const held = contended?.[node];
  const isTold = out !== undefined && held !== undefined;
  return (
    <div class="strip" role="region" aria-label={label}>
      <p aria-live="polite">
        <b class="name">{flame.labelOf(node)}</b>{' '}
        <span class="where">{flame.locationOf(node)}</span> {widthText(flame, node)}
        {parent > 0 &&
          `, ${percent(layout.width[node] / layout.width[parent])} of ${flame.labelOf(parent)}`}
        {hasFigures && ` · ${quantity(calls?.[node] ?? 0, 'call')}`}
        {hasFigures && ` · self ${duration(self?.[node] ?? 0)}`}
        {hasFigures && model.hasWaits && ` · external ${duration(waited)}`}
      </p>
      {hasFigures && (
        <StateBar
          label="Its own time"
          parts={[
            { kind: 'on-stack', name: 'self', time: self?.[node] ?? 0 },
            {
              kind: 'outside',
              name: isTold ? 'outside' : 'external',
              time: isTold ? Math.min(out, waited) : waited,
            },
            {
              kind: 'undecided',
              name: 'undecided',
              time: isTold ? Math.max(0, waited - out - held) : 0,
            },
            { kind: 'contended', name: 'contended', time: isTold ? held : 0 },
          ]}
        />
      )}
      <p class="links">
        {fn >= 0 && (
          <>
            <a href={linkTo({ view: 'functions', params: ofFunction(fn) })}>Function</a>
            <a href={linkTo({ params: { root: String(fn), order: wholeOrder(), ...NO_BLOCK } })}>
              Root here
            </a>
            <a href={linkTo({ params: { order: 'sandwich', ...ofFunction(fn) } })}>Sandwich</a>
          </>
        )}
        {node !== 0 && (
          <button type="button" onClick={() => onZoom(0)}>
            Show all
          </button>
        )}
      </p>
    </div>
  );
}
