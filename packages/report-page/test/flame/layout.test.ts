import fc from 'fast-check';
import { callTree } from '@coroscope/profile';
import { spanAt, visitRow } from '../../src/canvas/spans.js';
import { flameTree, type FlameTree } from '../../src/flame/flame-tree.js';
import { levelY, nodeAt, rangeOf, type FlameFrame } from '../../src/flame/hit-test.js';
import { layOut, type FlameOrder } from '../../src/flame/layout.js';
import { METRICS, ownWidths, valueOf } from '../../src/flame/metric.js';
import { findNodes } from '../../src/flame/search.js';
import { referenceExample } from '../../../profile/test/reference-example.js';
import { flameTrees } from '../support/random-tree.js';

const orders = fc.constantFrom<FlameOrder>('calls', 'heavy');
const metrics = fc.constantFrom(...METRICS.filter((name) => name !== 'blame'));
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

const childrenOf = ({ parent }: FlameTree, node: number) =>
  [...parent.keys()].filter((row) => row > 0 && parent[row] === node);

test('what is called lies within its caller, side by side, and takes what it took', () => {
  fc.assert(
    fc.property(flameTrees, orders, metrics, (tree, order, metric) => {
      const own = ownWidths(tree, metric)!;
      const { start, width, level } = layOut(tree, own, order);
      expect(width[0]).toBe(sum(own));
      for (const node of tree.parent.keys()) {
        const children = childrenOf(tree, node).sort(
          (a, b) => start[a] - start[b] || width[a] - width[b],
        );
        expect(width[node]).toBe(own[node] + sum(children.map((child) => width[child])));
        let at = start[node];
        for (const child of children) {
          expect(level[child]).toBe(level[node] + 1);
          expect(start[child]).toBe(at);
          at += width[child];
        }
      }
    }),
  );
});

test('left-heavy puts the widest first', () => {
  fc.assert(
    fc.property(flameTrees, metrics, (tree, metric) => {
      const { start, width } = layOut(tree, ownWidths(tree, metric)!, 'heavy');
      for (const node of tree.parent.keys()) {
        const widths = childrenOf(tree, node)
          .filter((child) => width[child] > 0)
          .sort((a, b) => start[a] - start[b])
          .map((child) => width[child]);
        expect(widths).toEqual(widths.toSorted((a, b) => b - a));
      }
    }),
  );
});

test('drawn widths of siblings never exceed their parent', () => {
  fc.assert(
    fc.property(
      flameTrees,
      orders,
      metrics,
      fc.integer({ min: 50, max: 2000 }),
      (tree, order, metric, pixels) => {
        const layout = layOut(tree, ownWidths(tree, metric)!, order);
        if (layout.levels === 0) return;
        const drawn = new Map<number, { left: number; right: number }>();
        for (let level = 0; level < layout.levels; level++) {
          visitRow(layout.spans, level, rangeOf(layout, 0), pixels, {
            span: (index, left, right) => drawn.set(layout.nodeOf[index], { left, right }),
            density: () => undefined,
          });
        }
        for (const [node, { left, right }] of drawn) {
          const children = childrenOf(tree, node).flatMap((child) => drawn.get(child) ?? []);
          const widths = children.map((child) => child.right - child.left);
          expect(sum(widths)).toBeLessThanOrEqual((right - left) * (1 + 1e-12));
          for (const child of children) {
            expect(child.left).toBeGreaterThanOrEqual(left);
            expect(child.right).toBeLessThanOrEqual(right * (1 + 1e-12));
          }
        }
      },
    ),
  );
});

test('the hit test finds the block in whose middle it is asked', () => {
  fc.assert(
    fc.property(
      flameTrees,
      orders,
      fc.boolean(),
      fc.nat(40),
      (tree, order, isFlipped, scrolled) => {
        const layout = layOut(tree, ownWidths(tree, 'wall')!, order);
        const frame: FlameFrame = {
          range: rangeOf(layout, 0),
          width: 1000,
          scrolled,
          levelHeight: 20,
          isFlipped,
        };
        for (const node of layout.nodeOf) {
          const middle = layout.start[node] + layout.width[node] / 2;
          const x = (middle / (frame.range.to - frame.range.from)) * frame.width;
          const y = levelY(layout, frame, layout.level[node]) + 10;
          const hit = nodeAt(layout, frame, x, y);
          // Of blocks that are narrower than the digits of a pixel, a neighbour may be hit.
          if (layout.width[node] / layout.width[0] > 1e-9) expect(hit).toBe(node);
        }
        expect(nodeAt(layout, frame, -1, 10)).toBe(-1);
        expect(nodeAt(layout, frame, 10, 1e6)).toBe(-1);
      },
    ),
  );
});

test('widths are the figures of the call tree', () => {
  const profile = referenceExample();
  const tree = flameTree(profile);
  const layout = layOut(tree, ownWidths(tree, 'wall')!, 'calls');
  const expected = new Map<number, number>();
  const visit = (node: ReturnType<typeof callTree>[0]) => {
    expected.set(node.function, (expected.get(node.function) ?? 0) + node.work + node.wait);
    node.children.forEach(visit);
  };
  callTree(profile)[0].children.forEach(visit);
  for (const [fn, time] of expected) {
    const nodes = [...tree.function.keys()].filter((node) => tree.function[node] === fn);
    expect(sum(nodes.map((node) => valueOf(layout.width[node], 'wall')))).toBe(time);
  }
  // foo: a second on the CPU, one blocked, two waiting for timers.
  expect(valueOf(layout.width[0], 'wall')).toBe(4000);
});

test('what has no width has no block, and a tree without any has no level', () => {
  const tree = flameTree(referenceExample());
  const empty = layOut(tree, new Float64Array(tree.parent.length), 'calls');
  expect(empty.levels).toBe(0);
  expect(empty.nodeOf).toHaveLength(0);
});

test('ten thousand levels are laid out', () => {
  const levels = 10_000;
  const zeros = new Float64Array(levels);
  const tree: FlameTree = {
    parent: Int32Array.from({ length: levels }, (_, i) => i - 1),
    function: Int32Array.from({ length: levels }, (_, i) => (i === 0 ? -1 : 0)),
    figures: {
      calls: zeros,
      self: zeros.map((_, i) => (i === levels - 1 ? 1 : 0)),
      external: zeros,
      outside: zeros,
      contended: zeros,
      blame: zeros,
    },
  };
  const layout = layOut(tree, ownWidths(tree, 'wall')!, 'heavy');
  expect(layout.levels).toBe(levels);
  expect(spanAt(layout.spans, levels - 1, 0)).toBe(levels - 1);
});

test('a share found counts what lies within another match once', () => {
  fc.assert(
    fc.property(flameTrees, (tree) => {
      const layout = layOut(tree, ownWidths(tree, 'wall')!, 'calls');
      const all = findNodes(tree, layout, () => true);
      const outermost = childrenOf(tree, 0).map((node) => layout.width[node]);
      expect(all.share).toBeCloseTo(layout.width[0] > 0 ? sum(outermost) / layout.width[0] : 0, 9);
      expect(all.count).toBe(tree.parent.length - 1);
      expect(findNodes(tree, layout, () => false)).toMatchObject({ count: 0, share: 0 });
    }),
  );
});
