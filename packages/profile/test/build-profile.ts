import type {
  FunctionKind,
  Histogram,
  Profile,
  SequenceTable,
  SiteKind,
  Stretch,
  Thread,
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
}

interface ContextFigures {
  calls?: number;
  carriedIn?: number;
  live?: number;
  suspensions?: number;
  self?: number;
  onStack?: number;
  awaiting?: number;
  paused?: number;
  external?: number;
}

interface ContextSpec extends ContextFigures {
  of: string;
  children?: ContextSpec[];
}

interface FunctionFigures {
  onStack?: number;
  span?: number;
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
  /** Time on stack of nobody. */
  idle?: number;
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
  stretches?: Stretch[];
}

interface ProfileSpec extends ThreadSpec {
  names?: Record<string, FunctionSpec>;
  places?: Record<string, SiteSpec>;
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
    buildThread(thread, id, functionIndex, siteIndex),
  );
  return {
    format: 'coroscope-profile',
    version: 1,
    clock: { kind: 'wall', source: 'performance.now' },
    elapsed: Math.max(...threads.map(({ elapsed }) => elapsed)),
    files: files.map((path) => ({ path })),
    functions: Object.entries(names).map(([name, { kind, file, line, counted }], i) => ({
      name,
      kind: kind ?? 'function',
      file: files.indexOf(file ?? 'main.ts'),
      line: line ?? i + 1,
      column: 1,
      counted: counted ?? false,
    })),
    sites: Object.values(places).map(({ of, kind, line, inLoop }) => ({
      function: functionIndex(of),
      kind: kind ?? 'await',
      line,
      column: 3,
      inLoop: inLoop ?? false,
    })),
    threads,
    notes: [],
  };
}

function buildThread(
  spec: ThreadSpec,
  id: number,
  functionIndex: (name: string) => number,
  siteIndex: (name: string) => number,
): Thread {
  const functions = Object.entries(spec.functions ?? {});
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
    elapsed: spec.elapsed ?? 1000,
    peak: spec.peak ?? 0,
    contexts: buildContexts(spec, functionIndex),
    functions: {
      function: functions.map(([name]) => functionIndex(name)),
      onStack: functions.map(([, figures]) => figures.onStack ?? 0),
      span: functions.map(([, figures]) => figures.span ?? 0),
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
    { parent: -1, function: -1, figures: { self: spec.idle } },
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
    carriedIn: column('carriedIn'),
    live: column('live'),
    suspensions: column('suspensions'),
    self: column('self'),
    onStack: column('onStack'),
    awaiting: column('awaiting'),
    paused: column('paused'),
    external: column('external'),
  };
}

function indexer(names: string[]): (name: string) => number {
  return (name) => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`the test speaks of "${name}" without describing it`);
    return index;
  };
}
