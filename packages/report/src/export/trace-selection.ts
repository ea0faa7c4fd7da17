import type { StreamedActivation, Trace } from '@coroscope/profile';
import { ProfileError } from '@coroscope/profile';
import { LeftOuts } from './left-out.js';
import type { TraceExportOptions } from '../trace/export-options.js';

/** What a selection keeps of an activation. */
export interface Selected {
  /** Whether it is of the function that is asked for, or follows from one that is. */
  isInFocus: boolean;
  /** The index of the activation that its logical path begins with. */
  root: number;
  /** Whether it was long enough; undefined until it has ended. */
  isLongEnough: boolean | undefined;
}

/** Which activations of a trace are written, and what the others come to. */
export class TraceSelection<Kind extends string> {
  readonly leftOut = new LeftOuts<Kind>();
  readonly #trace: Trace;
  readonly #minTime: number;
  readonly #tag: number | undefined;
  readonly #isWanted: boolean[] | undefined;

  /** @throws {ProfileError} If there is no such function or tag in the trace. */
  constructor(trace: Trace, options: TraceExportOptions) {
    const { minTime = 0, function: wanted, tag, name: file = 'the trace' } = options;
    this.#trace = trace;
    this.#minTime = minTime;
    if (tag !== undefined) {
      this.#tag = trace.tags.indexOf(tag);
      if (this.#tag < 0) throw nothing(file, `has no tag "${tag}"`, trace.tags.slice(2));
    }
    if (wanted !== undefined) {
      this.#isWanted = trace.functions.map(({ name }) => name === wanted);
      if (!this.#isWanted.includes(true)) {
        const names = trace.functions.map(({ name }) => name);
        throw nothing(file, `has no function "${wanted}"`, [...new Set(names)]);
      }
    }
  }

  begin(activation: Omit<StreamedActivation<Selected>, 'note'>): Selected {
    const above = activation.parent?.note;
    const isWanted = this.#isWanted?.[activation.function] ?? this.#isWanted === undefined;
    return {
      isInFocus: isWanted || above?.isInFocus === true,
      root: above?.root ?? activation.index,
      isLongEnough: undefined,
    };
  }

  /**
   * Whether something of an activation is written; if not, it is added to what is left out. What runs under
   * another tag than is asked for is no part of it.
   */
  takes(
    { note, context }: StreamedActivation<Selected>,
    kind: Kind,
    start: number,
    end: number,
  ): boolean {
    const tag = context < 0 ? undefined : this.#trace.contexts.tag[context];
    if (this.#tag !== undefined && tag !== this.#tag) return false;
    if (note.isInFocus && end - start >= this.#minTime) return true;
    this.leftOut.add(kind, start, end);
    return false;
  }
}

/** Names that an error lists at most. */
const NAMED = 8;

function nothing(file: string, what: string, names: readonly string[]): ProfileError {
  const some = names.slice(0, NAMED).join(', ');
  const there = names.length === 0 ? 'there is none in it' : `choose one such as ${some}`;
  return new ProfileError(file, `${what}; ${there}`);
}
