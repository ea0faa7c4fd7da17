/** One step of a random sequence: numbers that decide what happens, as far as it is possible then. */
export interface Step {
  action: number;
  subject: number;
  detail: number;
}

export const pick = <Item>(items: readonly Item[], choice: number): Item =>
  items[choice % items.length];

export type Action = (step: Step) => void | Promise<void>;

/** What can happen now, each action as often as it has weight. */
export class Actions {
  readonly #actions: Action[] = [];

  add(weight: number, action: Action): void {
    for (let i = 0; i < weight; i++) this.#actions.push(action);
  }

  perform(step: Step): void | Promise<void> {
    return pick(this.#actions, step.action)(step);
  }
}
