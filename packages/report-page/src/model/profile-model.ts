import {
  canAwait,
  displayPath,
  findings,
  functionTable,
  mergeTags,
  onlyTag,
  siteTable,
  totals,
  verdict,
  type FindingWording,
  type FunctionRow,
  type Profile,
  type SiteRow,
  type Totals,
  type Verdict,
  type WordedFinding,
} from '@coroscope/profile';
import { packageOf } from '../text/paths.js';
import { shown } from '../text/shown.js';
import { duration } from '../text/times.js';

/** A profile with the tables that are derived from it, each when it is first asked for. */
export class ProfileModel {
  readonly name: string;
  /** The tag that it is of; undefined for all together. */
  readonly tag: string | undefined;
  /** Its tags are put together, or it is of one of them. */
  readonly profile: Profile;
  /** The profile as it was given. */
  readonly #whole: Profile;
  readonly #memo = new Map<string, unknown>();

  readonly #isRunning: boolean;

  /**
   * @param isRunning Whether the program goes on, so that what waits need not hang.
   * @param tag Only what ran under it; everything unless given.
   */
  constructor(name: string, profile: Profile, isRunning = false, tag?: string) {
    this.name = name;
    this.tag = tag;
    this.#isRunning = isRunning;
    this.#whole = profile;
    this.profile = tag === undefined ? mergeTags(profile) : onlyTag(profile, tag);
  }

  /** The tags that something ran under, in the order in which they appeared. */
  get tags(): readonly string[] {
    return this.#once('tags', () => [
      ...new Set(this.#whole.threads.flatMap(({ tag }) => (tag === undefined ? [] : [tag]))),
    ]);
  }

  /** What ran under a tag; everything where nothing did. */
  ofTag(tag: string | undefined): ProfileModel {
    if (tag === undefined || !this.tags.includes(tag)) return this;
    return this.#once(
      `tag ${tag}`,
      () => new ProfileModel(this.name, this.#whole, this.#isRunning, tag),
    );
  }

  #once<Value>(key: string, derive: () => Value): Value {
    if (!this.#memo.has(key)) this.#memo.set(key, derive());
    return this.#memo.get(key) as Value;
  }

  get functions(): readonly FunctionRow[] {
    return this.#once('functions', () => functionTable(this.profile));
  }

  /** By index in the profile's functions; undefined for one that was not alive. */
  functionRow(index: number): FunctionRow | undefined {
    const byIndex = this.#once(
      'function rows',
      () => new Map(this.functions.map((row) => [row.function, row])),
    );
    return byIndex.get(index);
  }

  get sites(): readonly SiteRow[] {
    return this.#once('sites', () => siteTable(this.profile));
  }

  get totals(): Totals {
    return this.#once('totals', () => totals(this.profile, this.functions));
  }

  get wording(): FindingWording {
    return {
      time: (milliseconds) => duration(milliseconds).replace(' ', '\u00a0'),
      location: (path, line) => `${this.path(path)}:${line}`,
    };
  }

  get verdict(): Verdict {
    return this.#once('verdict', () => verdict(this.profile, this.wording));
  }

  get findings(): readonly WordedFinding[] {
    return this.#once('findings', () =>
      findings(this.profile, {
        wording: this.wording,
        isRunning: this.#isRunning,
        functions: this.functions,
      }),
    );
  }

  /** With the CPU clock there is no waiting. */
  get hasWaits(): boolean {
    return this.profile.clock.kind !== 'cpu';
  }

  /** Whether the platform has told when the thread slept. */
  get tellsIdle(): boolean {
    return this.profile.threads.some(({ idle }) => idle !== undefined);
  }

  canAwait({ kind, suspensions, awaiting }: FunctionRow): boolean {
    return this.hasWaits && canAwait(kind, { suspensions, awaiting });
  }

  /** The path of a file as the page shows it. */
  path(path: string): string {
    return shown(displayPath(path, this.profile.program?.directory));
  }

  /** By index in the profile's functions: its name as the page shows it. */
  get names(): readonly string[] {
    return this.#once('names', () => this.profile.functions.map(({ name }) => shown(name)));
  }

  /** By index in the profile's functions: path and line as the page shows them. */
  get locations(): readonly string[] {
    return this.#once('locations', () =>
      // What stands for several contexts that were folded stands nowhere.
      this.profile.functions.map(({ file, line }) =>
        this.paths[file] === '' ? '' : `${this.paths[file]}:${line}`,
      ),
    );
  }

  /** By index in the profile's files. */
  get paths(): readonly string[] {
    return this.#once('paths', () => this.profile.files.map(({ path }) => this.path(path)));
  }

  /** By index in the profile's files: the package of `node_modules` that it is of. */
  get packages(): readonly (string | undefined)[] {
    return this.#once('packages', () => this.profile.files.map(({ path }) => packageOf(path)));
  }
}
