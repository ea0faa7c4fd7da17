import type { PathNode, PathWait, PieceKind } from '@coroscope/profile';
import stringWidth from 'string-width';
import { label } from '../../terminal/label.js';
import { count } from '../../terminal/units.js';
import type { TraceContext } from '../trace-context.js';
import { blockerText, KIND_NAMES, kindStyle } from './piece-kind.js';
import type { TreeEntry } from './tree-lines.js';

/** The tree of a path as it is drawn: under an activation its waits, under those what explains them. */
export class PathEntries {
  readonly #context: TraceContext;
  readonly #smallest: number;

  /** @param smallest The time from which on an entry is shown. */
  constructor(context: TraceContext, smallest: number) {
    this.#context = context;
    this.#smallest = smallest;
  }

  activation(node: PathNode): TreeEntry {
    const context = this.#context;
    const name = context.functionName(node.function);
    const which = node.count === 1 ? `#${node.activation}` : `x ${count(node.count)}`;
    return {
      time: node.time,
      text: (width) =>
        label(`${name} ${which}`, context.functionLocation(node.function), width, context.theme),
      children: () => [
        { ...this.#part('onStack', node.onStack), children: () => this.#callees(node) },
        ...node.waits.map((wait) => this.#wait(wait)),
      ],
    };
  }

  /** What the activation called while it was on the stack. */
  #callees({ callees }: PathNode): TreeEntry[] {
    const context = this.#context;
    return [...callees]
      .sort((a, b) => b[1] - a[1])
      .map(([fn, time]) => ({
        time,
        text: (width) =>
          label(context.functionName(fn), context.functionLocation(fn), width, context.theme),
        children: () => [],
      }));
  }

  #wait(wait: PathWait): TreeEntry {
    const context = this.#context;
    const { source } = context.source(wait.site);
    const what = source ?? context.siteKind(wait.site);
    const activations = wait.children.map((child) => this.activation(child));
    const rest = [
      this.#part('external', wait.external),
      ...[...wait.blocked].map(([by, time]) => this.#part('blocked', time, by)),
      ...[...wait.busy].map(([by, time]) => this.#part('busy', time, by)),
      this.#part('elsewhere', wait.elsewhere),
      this.#part('switching', wait.switching),
      this.#part('paused', wait.paused),
    ];
    const shown = [...activations, ...rest].filter(({ time }) => time >= this.#smallest);
    // A wait with one explanation that is no activation is one line.
    const only = shown.length === 1 && rest.includes(shown[0]) ? shown[0] : undefined;
    return {
      time: wait.time,
      text: (width) => {
        const before = only === undefined ? '' : `${only.text(width)}  `;
        const room = width - stringWidth(before);
        return before + label(what, context.siteLocation(wait.site), room, context.theme);
      },
      children: () => (only === undefined ? [...activations, ...rest] : []),
    };
  }

  #part(kind: PieceKind, time: number, by?: number): TreeEntry {
    const context = this.#context;
    const name = by === undefined ? '' : blockerText(kind, context.functionName(by));
    return {
      time,
      text: () => kindStyle(kind, context.theme)(KIND_NAMES[kind] + name),
      children: () => [],
    };
  }
}
