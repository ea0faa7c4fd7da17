import {
  limitOf,
  streamActivations,
  type ActivationState,
  type ActivationVisitor,
  type StreamedActivation,
  type Trace,
} from '@coroscope/profile';
import { nameOfLeftOut } from '../export/left-out.js';
import { TraceSelection, type Selected } from '../export/trace-selection.js';
import { displayPath } from '../terminal/display-path.js';
import { printable } from '../terminal/printable.js';
import type { TraceExportOptions } from '../trace/export-options.js';
import type { TraceFormat } from './trace-format.js';

/**
 * The Trace Event Format, for Perfetto and Chrome DevTools: what is on the stack on a track of the thread,
 * and each coroutine on a track of its own with its waits, which the next one takes over when it has ended.
 * All are complete events, since Perfetto nests asynchronous ones by their names.
 *
 * @see https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
export const chrome: TraceFormat = {
  name: 'chrome',
  content: 'Chrome trace',
  extensions: ['.chrome.json'],
  isBinary: false,
  render: document,
  estimate: ({ kept }) => kept * BYTES_PER_EVENT,
};

const BYTES_PER_EVENT = 130;
const MICROSECONDS_PER_MILLISECOND = 1000;

/** The track of the thread; those of coroutines follow. */
const STACK_TRACK = 1;

function* document(trace: Trace, options: TraceExportOptions = {}): Generator<string> {
  const writer = new ChromeTraceWriter(trace, options);
  yield '{"displayTimeUnit":"ms","traceEvents":[\n';
  for (const _ of streamActivations(trace, writer)) yield writer.take();
  yield* writer.leftOut();
  yield* writer.metadata();
  yield `\n]${otherData(trace)}}\n`;
}

/** What a reader must know of a trace that is limited. */
function otherData(trace: Trace): string {
  const limit = limitOf(trace);
  return limit === undefined ? '' : `,"otherData":${JSON.stringify({ limit: printable(limit) })}`;
}

/** What a slice is of: the category that it has. */
type Slice = 'on stack' | 'awaiting' | 'paused' | 'activation';

interface Note extends Selected {
  /** The track of a coroutine. */
  track: number | undefined;
  /** Slices of its track that begin when it does: they come after its own. */
  held: string;
}

/** Something on the stack, with the slices in it that began at the same time. */
interface Frame {
  activation: StreamedActivation<Note>;
  start: number;
  held: string;
}

class ChromeTraceWriter implements ActivationVisitor<Note> {
  readonly #trace: Trace;
  readonly #selection: TraceSelection<Slice>;
  readonly #directory: string | undefined;
  readonly #process: number;
  /** By function: what is the same for all slices of it. */
  readonly #names: string[];
  readonly #arguments: string[];
  readonly #waits = new Map<number, string>();
  readonly #stack: Frame[] = [];
  readonly #freeTracks: number[] = [];
  /** Of those that are of no coroutines. */
  readonly #trackNames = new Map<number, string>();
  #tracks = STACK_TRACK;
  #pending = '';

  constructor(trace: Trace, options: TraceExportOptions) {
    this.#trace = trace;
    this.#selection = new TraceSelection(trace, options);
    this.#directory = options.directory ?? trace.program?.directory;
    this.#process = trace.thread.process ?? 1;
    this.#names = trace.functions.map(({ name }) => JSON.stringify(printable(name)));
    this.#arguments = trace.functions.map(({ file, line }) => {
      const path = displayPath(trace.files[file].path, this.#directory);
      return `"source":${JSON.stringify(printable(`${path}:${line}`))}`;
    });
  }

  begin(activation: Omit<StreamedActivation<Note>, 'note'>): Note {
    const { isInFocus, root, isLongEnough } = this.#selection.begin(activation);
    const track = activation.isCoroutine ? (this.#freeTracks.pop() ?? ++this.#tracks) : undefined;
    return { isInFocus, root, isLongEnough, track, held: '' };
  }

  enter(activation: StreamedActivation<Note>, time: number): void {
    this.#stack.push({ activation, start: time, held: '' });
  }

  interval(
    activation: StreamedActivation<Note>,
    state: ActivationState,
    start: number,
    end: number,
    site: number,
  ): void {
    const kind = state === 'onStack' ? 'on stack' : state;
    const isShown = this.#selection.takes(activation, kind, start, end);
    if (state === 'onStack') {
      const slice = isShown ? this.#activationSlice(activation, STACK_TRACK, start, end) : '';
      this.#leaveStack(activation, start, slice);
      return;
    }
    if (!isShown) return;
    const track = this.#trackOf(activation);
    const slice = this.#slice(this.#waitName(state, site), state, track, start, end, '');
    if (start === activation.start) activation.note.held += slice;
    else this.#pending += slice;
  }

  end(activation: StreamedActivation<Note>): void {
    const { note, start, end = start, isCoroutine } = activation;
    if (!isCoroutine) {
      activation.parent = undefined;
      return;
    }
    const track = this.#trackOf(activation);
    if (this.#selection.takes(activation, 'activation', start, end)) {
      this.#pending += this.#activationSlice(activation, track, start, end) + note.held;
    }
    this.#freeTracks.push(track);
    activation.parent = undefined;
  }

  /** The slices that are complete since the last time. */
  take(): string {
    const text = this.#pending;
    this.#pending = '';
    return text;
  }

  /** What is left out, of each kind on a track of its own: from the first to the last of it. */
  *leftOut(): Generator<string> {
    for (const [kind, leftOut] of this.#selection.leftOut.entries()) {
      const { start, end, count, time } = leftOut;
      const args = `"more":${count},"more_ms":${time}`;
      const track = ++this.#tracks;
      this.#trackNames.set(track, `left out: ${kind}`);
      const name = JSON.stringify(nameOfLeftOut(leftOut));
      yield this.#slice(name, 'left out', track, start, end, args);
    }
  }

  /** The names of the tracks. */
  *metadata(): Generator<string> {
    const { program, thread } = this.#trace;
    const name = printable(program?.arguments.join(' ') ?? 'coroscope');
    const { onlyTags } = this.#trace;
    if (onlyTags !== undefined) {
      const labels = printable(`only ${onlyTags.join(', ')}`);
      yield `${this.#metadata('process_labels', STACK_TRACK, { labels })},\n`;
    }
    yield this.#metadata('process_name', STACK_TRACK, { name });
    yield `,\n${this.#metadata('thread_name', STACK_TRACK, { name: printable(thread.name) })}`;
    for (let track = STACK_TRACK + 1; track <= this.#tracks; track++) {
      const name = this.#trackNames.get(track) ?? `async ${track - STACK_TRACK}`;
      yield `,\n${this.#metadata('thread_name', track, { name })}`;
      yield `,\n${this.#metadata('thread_sort_index', track, { sort_index: track })}`;
    }
  }

  #metadata(name: string, track: number, args: object): string {
    return JSON.stringify({ ph: 'M', pid: this.#process, tid: track, name, args });
  }

  /** One that was not known to be a coroutine when it appeared gets a track that nothing was on. */
  #trackOf({ note }: StreamedActivation<Note>): number {
    return (note.track ??= ++this.#tracks);
  }

  /** In a slice that begins at the same time it has to come later in the file. */
  #leaveStack(activation: StreamedActivation<Note>, start: number, slice: string): void {
    const depth = this.#stack.findLastIndex((frame) => frame.activation === activation);
    const held = depth < 0 ? '' : this.#stack[depth].held;
    if (depth >= 0) this.#stack.length = depth;
    const above = this.#stack.at(-1);
    if (above?.start === start) above.held += slice + held;
    else this.#pending += slice + held;
  }

  #activationSlice(
    {
      index,
      function: fn,
      parent,
      context,
      suspensions,
      isCarriedIn,
      isLive,
    }: StreamedActivation<Note>,
    track: number,
    start: number,
    end: number,
  ): string {
    const tag = context < 0 ? 0 : this.#trace.contexts.tag[context];
    const args =
      `"activation":${index}` +
      (parent === undefined ? '' : `,"parent":${parent.index}`) +
      (fn < 0 ? '' : `,${this.#arguments[fn]}`) +
      (tag === 0 ? '' : `,"tag":${JSON.stringify(printable(this.#trace.tags[tag]))}`) +
      (suspensions === 0 ? '' : `,"suspensions":${suspensions}`) +
      (isCarriedIn ? ',"carriedIn":true' : '') +
      (isLive ? ',"live":true' : '');
    const name = fn < 0 ? '"(unknown)"' : this.#names[fn];
    return this.#slice(
      name,
      track === STACK_TRACK ? 'on stack' : 'activation',
      track,
      start,
      end,
      args,
    );
  }

  #slice(
    name: string,
    category: string,
    track: number,
    start: number,
    end: number,
    args: string,
  ): string {
    const ts = microseconds(start);
    const dur = microseconds(end) - ts;
    return `{"ph":"X","pid":${this.#process},"tid":${track},"ts":${ts},"dur":${dur},"cat":"${category}","name":${name},"args":{${args}}},\n`;
  }

  #waitName(state: ActivationState, site: number): string {
    let name = this.#waits.get(site);
    if (name === undefined) {
      name = JSON.stringify(printable(site < 0 ? state : this.#describeSite(site)));
      this.#waits.set(site, name);
    }
    return name;
  }

  #describeSite(site: number): string {
    const { functions, files, sites } = this.#trace;
    const { kind, line, column, function: fn } = sites[site];
    const path = displayPath(files[functions[fn].file].path, this.#directory);
    return `${kind} ${path}:${line}:${column}`;
  }
}

/**
 * Parts that a microsecond is counted in: a power of two, so that floating-point numbers add up exactly and
 * readers that add durations see that one slice ends in another one.
 */
const PARTS = 64;

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * MICROSECONDS_PER_MILLISECOND * PARTS) / PARTS;
}
