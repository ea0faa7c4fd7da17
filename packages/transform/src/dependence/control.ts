import type * as t from '@babel/types';
import { NO_AWAITS, type AwaitSet } from './variables.js';

/** A statement that a jump can leave or, where it is the body of a loop, go on with. */
interface Target {
  kind: 'function' | 'loop' | 'round' | 'switch' | 'block' | 'try';
  labels: readonly string[];
  /** The awaits that decide whether what follows in it is reached: there were jumps out of it. */
  exits: AwaitSet;
}

/** The awaits that decide whether the point of a function is reached at which the analysis is. */
export class Control {
  /** Those of the conditions around the point. */
  #conditions: AwaitSet = NO_AWAITS;
  readonly #targets: Target[] = [{ kind: 'function', labels: [], exits: NO_AWAITS }];

  get deciding(): AwaitSet {
    let awaits = this.#conditions;
    for (const { exits } of this.#targets) awaits |= exits;
    return awaits;
  }

  /** Runs `visit` for code that is reached only if what comes of some awaits allows it. */
  under(awaits: AwaitSet, visit: () => void): void {
    const outer = this.#conditions;
    this.#conditions |= awaits;
    visit();
    this.#conditions = outer;
  }

  /** Adds conditions for the rest of the code that runs in the present call of `under`. */
  require(awaits: AwaitSet): void {
    this.#conditions |= awaits;
  }

  /** @returns the awaits that decided on jumps out of what `visit` visited */
  within(kind: Target['kind'], labels: readonly string[], visit: () => void): AwaitSet {
    const target: Target = { kind, labels, exits: NO_AWAITS };
    this.#targets.push(target);
    visit();
    this.#targets.pop();
    return target.exits;
  }

  /** Adds awaits that decide whether the rest of the innermost loop is reached. */
  leaveLoop(awaits: AwaitSet): void {
    this.#innermost((target) => target.kind === 'loop').exits |= awaits;
  }

  /** Adds awaits that decide whether the rest of the function is reached. */
  leaveFunction(awaits: AwaitSet): void {
    this.#targets[0]!.exits |= awaits;
  }

  /** @param awaits that decide on the jump, beside those that decide whether it is reached */
  jump(
    node: t.ReturnStatement | t.ThrowStatement | t.BreakStatement | t.ContinueStatement,
    awaits: AwaitSet,
  ): void {
    const label = 'label' in node ? node.label?.name : undefined;
    const target = this.#innermost(({ kind, labels }) => {
      if (node.type === 'ReturnStatement') return kind === 'function';
      if (node.type === 'ThrowStatement') return kind === 'try' || kind === 'function';
      if (node.type === 'ContinueStatement') {
        return kind === 'round' && (label === undefined || labels.includes(label));
      }
      if (label !== undefined) return kind !== 'round' && labels.includes(label);
      return kind === 'loop' || kind === 'switch';
    });
    target.exits |= awaits;
  }

  #innermost(isSought: (target: Target) => boolean): Target {
    return this.#targets.findLast(isSought) ?? this.#targets[0]!;
  }
}
