import { ProfileError } from '../document/profile-error.js';
import type {
  ClockDescription,
  FunctionDescription,
  Profile,
  ProgramDescription,
  SiteDescription,
  Thread,
} from '../document/profile.js';
import { FoldedThread, type KnownFunction, type KnownSite } from './folded-thread.js';

/**
 * Adds profiles of many runs up, one after the other: what memory holds grows with what is different in
 * them, not with how many there are. Functions are the same if path, name, kind and position are; contexts
 * if all functions on their path are; threads if name and tag are. Whatever the order of the runs, or the
 * groups in which they are added up, the result is the same to the last bit: times are whole nanoseconds.
 *
 * The windows of the runs are taken to follow each other, so `elapsed` and `span` are sums; `span` of several
 * threads of one name and `peak` are bounds.
 */
export class RunFolder {
  #clock: ClockDescription | undefined;
  #startedAt: string | undefined;
  #program: ProgramDescription | undefined;
  #runs = 0;
  readonly #lines = new Map<string, Map<string, string>>();
  readonly #functions = new Map<string, KnownFunction>();
  readonly #sites = new Map<string, KnownSite>();
  readonly #threads = new Map<string, FoldedThread>();
  readonly #notes = new Set<string>();

  /**
   * Adds a profile, which may be one of several runs.
   *
   * @param name What errors call it: a file name, typically.
   * @throws ProfileError when its clock is of another kind than that of those before.
   */
  add(profile: Profile, name = 'the profile'): void {
    this.#addClock(profile.clock, name);
    this.#runs += profile.runs ?? 1;
    this.#startedAt = smaller(this.#startedAt, profile.startedAt, (text) => text);
    this.#program = smaller(this.#program, profile.program, (program) => JSON.stringify(program));
    for (const note of profile.notes) this.#notes.add(note);
    for (const { path, lines = {} } of profile.files) this.#addLines(path, lines);
    const functions = profile.functions.map((fn) =>
      this.#function(fn, profile.files[fn.file].path),
    );
    const sites = profile.sites.map((site) => this.#site(site, functions[site.function]));
    profile.sites.forEach(({ dependsOn = [] }, i) => {
      for (const earlier of dependsOn) sites[i].dependsOn.add(sites[earlier]);
    });
    for (const thread of profile.threads) {
      const key = JSON.stringify([thread.name, thread.tag]);
      let folded = this.#threads.get(key);
      if (folded === undefined) this.#threads.set(key, (folded = new FoldedThread(thread)));
      folded.add(thread, functions, sites);
    }
  }

  /**
   * The sum of all that were added.
   *
   * @throws ProfileError when there was none.
   */
  result(): Profile {
    if (this.#clock === undefined) {
      throw new ProfileError('merge', 'there is no profile to merge; name at least one');
    }
    const functions = [...this.#functions].sort(byKey).map(([, known]) => known);
    functions.forEach((known, index) => (known.index = index));
    const paths = [...new Set([...this.#lines.keys()])].sort();
    const fileOf = new Map(paths.map((path, index) => [path, index]));
    const sites = [...this.#sites.values()].sort(
      (a, b) =>
        a.of.index - b.of.index ||
        a.description.line - b.description.line ||
        a.description.column - b.description.column ||
        compare(a.description.kind, b.description.kind),
    );
    sites.forEach((known, index) => (known.index = index));
    const threads = [...this.#threads].sort(byKey).map(([, folded], id) => folded.thread(id));
    return {
      format: 'coroscope-profile',
      version: 2,
      clock: this.#clock,
      ...(this.#startedAt === undefined ? {} : { startedAt: this.#startedAt }),
      elapsed: Math.max(0, ...threads.map(({ elapsed }) => elapsed)),
      ...(this.#program && { program: this.#program }),
      runs: this.#runs,
      files: paths.map((path) => {
        const lines = [...this.#lines.get(path)!].sort(([a], [b]) => Number(a) - Number(b));
        return { path, ...(lines.length === 0 ? {} : { lines: Object.fromEntries(lines) }) };
      }),
      functions: functions.map(({ description, path }) => ({
        ...description,
        file: fileOf.get(path)!,
      })),
      sites: sites.map(({ description, of, dependsOn }) => ({
        ...description,
        function: of.index,
        ...(dependsOn.size === 0
          ? {}
          : { dependsOn: [...dependsOn].map(({ index }) => index).sort((a, b) => a - b) }),
      })),
      threads: withIds(threads),
      notes: [...this.#notes].sort(),
    };
  }

  #addClock(clock: ClockDescription, name: string): void {
    const known = this.#clock;
    if (known === undefined) {
      this.#clock = clock;
      return;
    }
    if (known.kind !== clock.kind) {
      throw new ProfileError(
        name,
        `has a ${clock.kind} clock, and those before a ${known.kind} clock: they do not add up; merge profiles of one clock`,
      );
    }
    const resolution = Math.max(known.resolution ?? 0, clock.resolution ?? 0);
    const cpu = smaller(known.cpu, clock.cpu, (text) => text);
    this.#clock = {
      kind: known.kind,
      source: smaller(known.source, clock.source, (text) => text)!,
      ...(resolution === 0 ? {} : { resolution }),
      ...(cpu === undefined ? {} : { cpu }),
    };
  }

  #addLines(path: string, lines: Record<string, string>): void {
    let known = this.#lines.get(path);
    if (known === undefined) this.#lines.set(path, (known = new Map()));
    for (const line in lines) {
      known.set(
        line,
        smaller(known.get(line), lines[line], (text) => text)!,
      );
    }
  }

  #function(description: FunctionDescription, path: string): KnownFunction {
    const { name, kind, line, column, counted } = description;
    const key = JSON.stringify([path, line, column, name, kind]);
    const known = this.#functions.get(key);
    if (known === undefined) {
      const added = { description, path, id: this.#functions.size, index: 0 };
      this.#functions.set(key, added);
      return added;
    }
    // What has been timed anywhere is not counted only.
    if (known.description.counted && !counted) known.description = description;
    return known;
  }

  #site(description: SiteDescription, of: KnownFunction): KnownSite {
    const { kind, line, column, inLoop } = description;
    const key = JSON.stringify([of.id, line, column, kind]);
    let known = this.#sites.get(key);
    if (known === undefined) {
      const { dependsOn: _, ...plain } = description;
      const id = this.#sites.size;
      known = { description: plain, of, id, index: 0, dependsOn: new Set() };
      this.#sites.set(key, known);
    } else if (inLoop) known.description.inLoop = true;
    return known;
  }
}

/** Threads of one name, with several tags, have one id. */
function withIds(threads: Thread[]): Thread[] {
  const ids = new Map<string, number>();
  return threads.map((thread) => {
    const id = ids.get(thread.name) ?? ids.size;
    ids.set(thread.name, id);
    return { ...thread, id };
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return compare(a, b);
}

/** Of two that may be missing the one whose text comes first: the same in whatever order. */
function smaller<Value>(
  a: Value | undefined,
  b: Value | undefined,
  textOf: (value: Value) => string,
): Value | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return textOf(a) <= textOf(b) ? a : b;
}
