import {
  TRACE_EVENT_BYTES,
  TRACE_EVENTS_PREFIX_BYTES,
  TRACE_KIND_BITS,
  TraceBlock,
  TraceEvent,
  type TraceEnd,
  type TraceInfo,
} from '@coroscope/runtime/contract';
import { ProfileError } from '../document/profile-error.js';
import { readBlocks, type Block } from './blocks.js';
import { areFiles, areStrings, isEnd, isHost, isInfo, isMoment } from './checks.js';
import { addFile } from './descriptions.js';
import { decodeText } from '../document/utf8.js';
import { limitOf } from './limit.js';
import { NONE, type EventChunk, type Trace } from './trace.js';

/**
 * Reads a trace. What is whole of a file that is cut off or damaged is read, and a note says so.
 *
 * @param bytes The whole file; the trace keeps views of them.
 * @param name What errors call the file.
 * @throws ProfileError when it is no trace, of another version, or nothing of it can be read.
 */
export function readTrace(bytes: Uint8Array<ArrayBuffer>, name: string): Trace {
  const blocks = readBlocks(bytes, name);
  const [first, ...others] = blocks;
  if (first === undefined || first.isCutOff || first.kind !== TraceBlock.Info) {
    throw new ProfileError(name, 'is cut off before its first event; record the trace again');
  }
  const info = readInfo(first, name);
  const reader = new Reader(info);
  const problem = firstOf(others, (block) => reader.add(block));
  return reader.finish(problem);
}

function firstOf<Item, Result>(items: Item[], check: (item: Item) => Result | undefined) {
  for (const item of items) {
    const result = check(item);
    if (result !== undefined) return result;
  }
  return undefined;
}

function readInfo(block: Block, name: string): TraceInfo {
  const info = parse(block);
  if (isInfo(info)) return info;
  throw new ProfileError(name, 'is damaged at its beginning; record the trace again');
}

/** Parses a block as JSON; undefined for what is not. */
function parse({ payload }: Block): unknown {
  try {
    return JSON.parse(decodeText(payload));
  } catch {
    return undefined;
  }
}

class Reader {
  readonly trace: Trace;
  readonly #contextBlocks: Int32Array[] = [];
  #contextCount = 0;
  /** The number of the coroutine that is introduced next. */
  #nextActivation = 0;
  /** How deep the shadow stack may be after the events so far: each adds a frame at most. */
  #depth = DEEPEST;
  #end: TraceEnd | undefined;

  constructor({ clock, startedAt, monotonic, thread, start, onlyTags }: TraceInfo) {
    this.trace = {
      clock,
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(monotonic === undefined ? {} : { monotonic }),
      thread,
      ...(onlyTags === undefined ? {} : { onlyTags: [...onlyTags] }),
      start,
      end: start,
      files: [],
      functions: [],
      sites: [],
      contexts: {
        parent: new Int32Array(0),
        function: new Int32Array(0),
        tag: new Int32Array(0),
      },
      tags: [],
      chunks: [],
      kept: 0,
      recorded: 0,
      overwritten: 0,
      dropped: 0,
      tellsIdle: false,
      notes: [],
    };
  }

  /** @returns What is wrong with the block, if it can't be used to its end. */
  add(block: Block): string | undefined {
    if (block.isCutOff && block.kind !== TraceBlock.Events) return 'The file is cut off';
    switch (block.kind) {
      case TraceBlock.Files:
        return this.#addFiles(block);
      case TraceBlock.Contexts:
        return this.#addContexts(block);
      case TraceBlock.Events:
        return this.#addEvents(block);
      case TraceBlock.End:
        return this.#addEnd(block);
      case TraceBlock.Host:
        return this.#addHost(block);
      case TraceBlock.Tags:
        return this.#addTags(block);
      default:
        return undefined;
    }
  }

  #addFiles(block: Block): string | undefined {
    const files = parse(block);
    if (!areFiles(files)) return damage(block);
    for (const file of files) {
      const note = addFile(file, this.trace);
      if (note !== undefined) this.trace.notes.push(note);
    }
    return undefined;
  }

  #addTags(block: Block): string | undefined {
    const tags = parse(block);
    if (!areStrings(tags)) return damage(block);
    this.trace.tags.push(...tags);
    return undefined;
  }

  #addEnd(block: Block): string | undefined {
    const end = parse(block);
    if (!isEnd(end)) return damage(block);
    this.#end = end;
    return undefined;
  }

  #addContexts(block: Block): string | undefined {
    const { buffer, byteOffset, byteLength } = block.payload;
    const pairs = new Int32Array(buffer, byteOffset, byteLength >> 2);
    for (let i = 0; i + 1 < pairs.length; i += 2) {
      const context = this.#contextCount + (i >> 1);
      const fn = pairs[i + 1];
      const isKnown = fn < 0 ? isTag(this.trace, fn) : fn <= this.trace.functions.length;
      const isRoot = context === 0;
      if (isRoot !== pairs[i] < 0 || pairs[i] >= context || !isKnown) return damage(block);
    }
    this.#contextBlocks.push(pairs);
    this.#contextCount += pairs.length >> 1;
    return undefined;
  }

  #addEvents(block: Block): string | undefined {
    const { payload, position, isCutOff } = block;
    if (payload.byteLength < TRACE_EVENTS_PREFIX_BYTES) return 'The file is cut off';
    const { buffer, byteOffset, byteLength } = payload;
    const at = byteOffset + TRACE_EVENTS_PREFIX_BYTES;
    const count = Math.floor((byteLength - TRACE_EVENTS_PREFIX_BYTES) / TRACE_EVENT_BYTES);
    const chunk: EventChunk = {
      first: new Float64Array(buffer, byteOffset, 1)[0],
      firstActivation: new Uint32Array(buffer, byteOffset + 8, 1)[0],
      count,
      times: new Float64Array(buffer, at, count * 2),
      words: new Uint32Array(buffer, at, count * 4),
    };
    if (!(chunk.first >= this.trace.recorded) || chunk.firstActivation < this.#nextActivation) {
      return damage(block);
    }
    const sound = this.#soundEvents(chunk);
    chunk.count = sound;
    if (sound > 0) {
      this.trace.chunks.push(chunk);
      this.trace.kept += sound;
      this.trace.recorded = chunk.first + sound;
      this.trace.end = Math.max(this.trace.end, chunk.times[2 * (sound - 1)]);
    }
    if (sound < count) {
      const damagedAt = position + TRACE_EVENTS_PREFIX_BYTES + sound * TRACE_EVENT_BYTES;
      return `The file is damaged at byte ${damagedAt}`;
    }
    return isCutOff ? 'The file is cut off' : undefined;
  }

  /** How many events of a chunk, from its first, are such as an engine writes. */
  #soundEvents({ first, firstActivation, count, times, words }: EventChunk): number {
    this.#nextActivation = firstActivation;
    const sites = this.trace.sites.length;
    const contexts = this.#contextCount;
    if (first !== this.trace.recorded || this.trace.kept === 0) this.#depth = DEEPEST;
    let latest = this.trace.start;
    for (let i = 0; i < count; i++) {
      const time = times[2 * i];
      if (!isMoment(time) || time < latest - STEP_BACK) return i;
      latest = time;
      const kind = words[4 * i + 2] & KIND_MASK;
      const detail = words[4 * i + 2] >>> TRACE_KIND_BITS;
      const subject = words[4 * i + 3];
      switch (kind) {
        case TraceEvent.Enter:
        case TraceEvent.Open:
        case TraceEvent.Standing:
          if (subject >= contexts || detail < 1 || detail > this.#depth + 1) return i;
          this.#depth = detail;
          if (kind === TraceEvent.Open) this.#nextActivation++;
          break;
        case TraceEvent.Known:
          if (subject >= contexts || detail > this.#depth + 1) return i;
          if (detail > 0) this.#depth = detail;
          this.#nextActivation++;
          break;
        case TraceEvent.Exit:
          if (subject >= contexts || detail < 1 || detail > this.#depth) return i;
          this.#depth = detail - 1;
          break;
        case TraceEvent.Count:
          if (subject >= contexts) return i;
          break;
        case TraceEvent.Await:
        case TraceEvent.Pause:
          if (detail >= sites || subject >= this.#nextActivation) return i;
          break;
        case TraceEvent.Continue:
        case TraceEvent.Resume:
        case TraceEvent.Retract:
          if (detail >= contexts || subject >= this.#nextActivation) return i;
          this.#depth = kind === TraceEvent.Continue ? 1 : this.#depth + 1;
          break;
        case TraceEvent.Detach:
        case TraceEvent.Close:
          if (detail >= contexts || subject >= this.#nextActivation) return i;
          break;
        case TraceEvent.Yielded:
          if (subject >= this.#nextActivation) return i;
          break;
        case TraceEvent.Idle:
        case TraceEvent.Awake:
          break;
        case TraceEvent.Repair:
          if (detail > this.#depth) return i;
          this.#depth = detail;
          break;
        default:
          return i;
      }
    }
    return count;
  }

  #addHost(block: Block): string | undefined {
    const host = parse(block);
    if (!isHost(host)) return damage(block);
    if (host.program) this.trace.program = host.program;
    if (host.thread) this.trace.thread = { ...this.trace.thread, name: host.thread };
    for (const file of this.trace.files) {
      const lines = host.lines?.[file.path];
      if (lines) file.lines = lines;
    }
    return undefined;
  }

  finish(problem: string | undefined): Trace {
    const { trace } = this;
    trace.contexts = this.#contexts();
    const end = this.#end;
    const limit = limitOf(trace);
    if (limit !== undefined) trace.notes.push(limit);
    if (problem !== undefined) {
      trace.notes.push(`${problem}; what came after is missing.`);
    } else if (end === undefined) {
      trace.notes.push('The trace has no end: the program was killed, or is still running.');
    }
    if (end === undefined) return trace;
    trace.clock = end.clock;
    if (end.monotonic !== undefined && trace.monotonic !== undefined) {
      const reckoned = end.monotonic - (end.end - trace.start);
      trace.leftOut = Math.max(0, reckoned - trace.monotonic);
      trace.monotonic = reckoned;
    }
    trace.end = Math.max(trace.end, end.end);
    trace.recorded = Math.max(trace.recorded, end.events);
    trace.overwritten = end.overwritten;
    trace.dropped = end.dropped;
    trace.tellsIdle = (end.tellsIdle ?? false) && end.dropped === 0;
    trace.notes.push(...end.notes);
    return trace;
  }

  #contexts(): Trace['contexts'] {
    const parent = new Int32Array(this.#contextCount);
    const functions = new Int32Array(this.#contextCount);
    const tag = new Int32Array(this.#contextCount);
    let context = 0;
    for (const pairs of this.#contextBlocks) {
      for (let i = 0; i + 1 < pairs.length; i += 2, context++) {
        parent[context] = pairs[i];
        // The engine's ids of functions begin at 1.
        functions[context] = pairs[i + 1] < 1 ? NONE : pairs[i + 1] - 1;
        if (pairs[i + 1] < 0) tag[context] = tagOfRoot(pairs[i + 1]);
        else if (context > 0) tag[context] = tag[parent[context]];
      }
    }
    return { parent, function: functions, tag };
  }
}

/** Milliseconds by which an event may be earlier than the one before: the repair dates frames so roughly. */
const STEP_BACK = 1;

/** How deep the stack may be where its depth is unknown. */
const DEEPEST = 1 << 22;

const KIND_MASK = (1 << TRACE_KIND_BITS) - 1;

/** The roots of tags have -1 less the number of the tag where others have a function. */
function tagOfRoot(fn: number): number {
  return -1 - fn;
}

function isTag({ tags }: Trace, fn: number): boolean {
  return fn === NONE || tagOfRoot(fn) < tags.length;
}

function damage({ position }: Block): string {
  return `The file is damaged at byte ${position}`;
}
