import type {
  FunctionKind,
  Histogram,
  Profile,
  SequenceTable,
  SiteKind,
  LongTask,
  Thread,
  ThreadEnd,
  UnattributedBlame,
} from '../src/index.js';

interface FunctionSpec {
  kind?: FunctionKind;
  file?: string;
  line?: number;
  counted?: boolean;
}

interface SiteSpec {
  of: string;
  line: number;
  kind?: SiteKind;
  inLoop?: boolean;
  /** Names of the places whose results it depends on. */
  dependsOn?: string[];
}

interface ContextFigures {
  calls?: number;
  /** Only written if any context has some. */
  untimed?: number;
  carriedIn?: number;
  live?: number;
  suspensions?: number;
  self?: number;
  onStack?: number;
  awaiting?: number;
  paused?: number;
  external?: number;
  /** These, and `idle` and `keptWaiting` of functions, are only written for a thread with idle time. */
  outside?: number;
  contended?: number;
  blame?: number;
}

interface ContextSpec extends ContextFigures {
  of: string;
  children?: ContextSpec[];
}

interface FunctionFigures {
  onStack?: number;
  span?: number;
  idle?: number;
  keptWaiting?: number;
  peak?: number;
  longest?: number;
  life?: Histogram;
}

interface ThreadSpec {
  id?: number;
  name?: string;
  tag?: string;
  elapsed?: number;
  peak?: number;
  /** Time with nothing on the stack. */
  offStack?: number;
  idle?: number;
  elsewhere?: number;
  blame?: UnattributedBlame;
  end?: ThreadEnd;
  contexts?: ContextSpec[];
  functions?: Record<string, FunctionFigures>;
  sites?: Record<
    string,
    {
      suspended?: number;
      resumed?: number;
      live?: number;
      waiting?: number;
      longest?: number;
      histogram?: Histogram;
    }
  >;
  /** `[before, after, count, saving]`, with the sites' names. */
  sequences?: [string, string, number, number][];
  /** `context` counts the contexts as they are written, from 1; the root is 0. */
  stretches?: LongTask[];
}

interface ProfileSpec extends ThreadSpec {
  names?: Record<string, FunctionSpec>;
  places?: Record<string, SiteSpec>;
  /** Text of source by file and line. */
  lines?: Record<string, Record<number, string>>;
  /** In the place of the thread that the specification itself describes. */
  threads?: ThreadSpec[];
}

/** Builds a profile from what matters to a test; everything else gets a plain value. */
export function buildProfile(spec: ProfileSpec): Profile {
  const names = spec.names ?? {};
  const places = spec.places ?? {};
  const files = [...new Set(Object.values(names).map(({ file }) => file ?? 'main.ts'))];
  const functionIndex = indexer(Object.keys(names));
  const siteIndex = indexer(Object.keys(places));
  const threads = (spec.threads ?? [spec]).map((thread, id) =>
    buildThread(thread, id, Object.keys(names), functionIndex, siteIndex),
  );
  return {
    format: 'coroscope-profile',
    version: 2,
    clock: { kind: 'wall', source: 'performance.now' },
    elapsed: Math.max(...threads.map(({ elapsed }) => elapsed)),
    files: files.map((path) => ({ path, ...(spec.lines?.[path] && { lines: spec.lines[path] }) })),
    functions: Object.entries(names).map(([name, { kind, file, line, counted }], i) => ({
      name,
      kind: kind ?? 'function',
      file: files.indexOf(file ?? 'main.ts'),
      line: line ?? i + 1,
      column: 1,
      counted: counted ?? false,
    })),
    sites: Object.values(places).map(({ of, kind, line, inLoop, dependsOn }) => ({
      function: functionIndex(of),
      kind: kind ?? 'await',
      line,
      column: 3,
      inLoop: inLoop ?? false,
      ...(dependsOn && { dependsOn: dependsOn.map(siteIndex) }),
    })),
    threads,
    notes: [],
  };
}

function buildThread(
  spec: ThreadSpec,
  id: number,
  names: string[],
  functionIndex: (name: string) => number,
  siteIndex: (name: string) => number,
): Thread {
  const elapsed = spec.elapsed ?? 1000;
  const functions = names.map((name) => [name, spec.functions?.[name] ?? {}] as const);
  const hasIdle = spec.idle !== undefined;
  const sites = Object.entries(spec.sites ?? {});
  const sequences: SequenceTable = { before: [], after: [], count: [], saving: [] };
  for (const [before, after, count, saving] of spec.sequences ?? []) {
    sequences.before.push(siteIndex(before));
    sequences.after.push(siteIndex(after));
    sequences.count.push(count);
    sequences.saving.push(saving);
  }
  return {
    id: spec.id ?? id,
    name: spec.name ?? ((spec.id ?? id) === 0 ? 'main' : `worker ${id}`),
    ...(spec.tag === undefined ? {} : { tag: spec.tag }),
    elapsed,
    ...(spec.end === undefined ? {} : { end: spec.end }),
    ...(hasIdle && { idle: spec.idle, elsewhere: spec.elsewhere ?? 0 }),
    ...(hasIdle && { blame: spec.blame ?? { shortTasks: 0, elsewhere: 0 } }),
    peak: spec.peak ?? 0,
    contexts: buildContexts(spec, functionIndex),
    functions: {
      function: functions.map(([name]) => functionIndex(name)),
      onStack: functions.map(([, figures]) => figures.onStack ?? 0),
      span: functions.map(([, figures]) => figures.span ?? 0),
      ...(hasIdle && { idle: functions.map(([, figures]) => figures.idle ?? spec.idle!) }),
      ...(hasIdle && { keptWaiting: functions.map(([, figures]) => figures.keptWaiting ?? 0) }),
      peak: functions.map(([, figures]) => figures.peak ?? 0),
      longest: functions.map(([, figures]) => figures.longest ?? 0),
      life: functions.map(([, figures]) => figures.life ?? { first: 0, counts: [] }),
    },
    sites: {
      site: sites.map(([name]) => siteIndex(name)),
      suspended: sites.map(([, figures]) => figures.suspended ?? 0),
      resumed: sites.map(([, figures]) => figures.resumed ?? 0),
      live: sites.map(([, figures]) => figures.live ?? 0),
      waiting: sites.map(([, figures]) => figures.waiting ?? 0),
      longest: sites.map(([, figures]) => figures.longest ?? 0),
      histogram: sites.map(([, figures]) => figures.histogram ?? { first: 0, counts: [] }),
    },
    sequences,
    stretches: spec.stretches ?? [],
    foldedContexts: 0,
  };
}

function buildContexts(
  spec: ThreadSpec,
  functionIndex: (name: string) => number,
): Thread['contexts'] {
  const rows: { parent: number; function: number; figures: ContextFigures }[] = [
    { parent: -1, function: -1, figures: { self: spec.offStack } },
  ];
  const add = (contexts: ContextSpec[], parent: number): void => {
    for (const context of contexts) {
      rows.push({ parent, function: functionIndex(context.of), figures: context });
      add(context.children ?? [], rows.length - 1);
    }
  };
  add(spec.contexts ?? [], 0);
  const column = (name: keyof ContextFigures) => rows.map(({ figures }) => figures[name] ?? 0);
  return {
    parent: rows.map(({ parent }) => parent),
    function: rows.map((row) => row.function),
    calls: column('calls'),
    ...(column('untimed').some((count) => count > 0) && { untimed: column('untimed') }),
    carriedIn: column('carriedIn'),
    live: column('live'),
    suspensions: column('suspensions'),
    self: column('self'),
    onStack: column('onStack'),
    awaiting: column('awaiting'),
    paused: column('paused'),
    external: column('external'),
    ...(spec.idle !== undefined && {
      outside: column('outside'),
      contended: column('contended'),
      blame: column('blame'),
    }),
  };
}

function indexer(names: string[]): (name: string) => number {
  return (name) => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`the test speaks of "${name}" without describing it`);
    return index;
  };
}
