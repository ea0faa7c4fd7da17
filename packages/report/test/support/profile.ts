import type { FunctionKind, Histogram, Profile, SiteKind, Thread } from '@coroscope/profile';

/** A context by the name of its function, with figures that are 0 unless given. */
export interface ContextSpec {
  name: string;
  calls?: number;
  carriedIn?: number;
  live?: number;
  suspensions?: number;
  self?: number;
  onStack?: number;
  awaiting?: number;
  paused?: number;
  external?: number;
  children?: ContextSpec[];
}

export interface FunctionSpec {
  kind?: FunctionKind;
  file?: string;
  line?: number;
  counted?: boolean;
  /** The whole window unless given. */
  span?: number;
}

export interface SiteSpec {
  name: string;
  kind?: SiteKind;
  line: number;
  column?: number;
  inLoop?: boolean;
  source?: string;
  suspended: number;
  live?: number;
  waiting: number;
  longest: number;
  histogram?: Histogram;
}

export interface ThreadSpec {
  id?: number;
  name?: string;
  tag?: string;
  elapsed?: number;
  peak?: number;
  contexts: ContextSpec[];
  sites?: SiteSpec[];
  /** Pairs of indices into `sites`, how often they followed each other, and the saving. */
  sequences?: Array<{ before: number; after: number; count: number; saving: number }>;
  stretches?: Array<{ start: number; duration: number; context: number }>;
}

export interface ProfileSpec {
  elapsed: number;
  clock?: Profile['clock'];
  program?: Profile['program'];
  functions?: Record<string, FunctionSpec>;
  threads: ThreadSpec[];
  notes?: string[];
}

const defaultFile = '/app/main.ts';

/** A Profile document with the figures of a few contexts, as a reading of the books would give it. */
export function buildProfile(spec: ProfileSpec): Profile {
  const files: Profile['files'] = [];
  const functions: Profile['functions'] = [];
  const sites: Profile['sites'] = [];
  const functionIndex = new Map<string, number>();

  const fileOf = (path: string) => {
    let index = files.findIndex((file) => file.path === path);
    if (index < 0) index = files.push({ path, lines: {} }) - 1;
    return index;
  };
  const functionOf = (name: string) => {
    let index = functionIndex.get(name);
    if (index === undefined) {
      const { kind = 'function', file = defaultFile, line, counted } = spec.functions?.[name] ?? {};
      index = functions.length;
      functions.push({
        name,
        kind,
        file: fileOf(file),
        line: line ?? index + 1,
        column: 1,
        counted: counted ?? false,
      });
      functionIndex.set(name, index);
    }
    return index;
  };
  Object.keys(spec.functions ?? {}).forEach(functionOf);

  const threads = spec.threads.map((thread, id): Thread => {
    const contexts: Thread['contexts'] = {
      parent: [-1],
      function: [-1],
      calls: [0],
      carriedIn: [0],
      live: [0],
      suspensions: [0],
      self: [0],
      onStack: [0],
      awaiting: [0],
      paused: [0],
      external: [0],
    };
    const byFunction = new Map<number, number>();
    const add = (context: ContextSpec, parent: number, ancestors: number[]) => {
      const row = contexts.parent.length;
      const index = functionOf(context.name);
      contexts.parent.push(parent);
      contexts.function.push(index);
      contexts.calls.push(context.calls ?? 0);
      contexts.carriedIn.push(context.carriedIn ?? 0);
      contexts.live.push(context.live ?? 0);
      contexts.suspensions.push(context.suspensions ?? 0);
      contexts.self.push(context.self ?? 0);
      contexts.onStack.push(context.onStack ?? 0);
      contexts.awaiting.push(context.awaiting ?? 0);
      contexts.paused.push(context.paused ?? 0);
      contexts.external.push(context.external ?? 0);
      const outermost = ancestors.includes(index) ? 0 : (context.onStack ?? 0);
      byFunction.set(index, (byFunction.get(index) ?? 0) + outermost);
      if (parent === 0) contexts.onStack[0] += context.onStack ?? 0;
      for (const child of context.children ?? []) add(child, row, [...ancestors, index]);
    };
    for (const context of thread.contexts) add(context, 0, []);
    contexts.self[0] = (thread.elapsed ?? spec.elapsed) - contexts.onStack[0];

    const siteRows = (thread.sites ?? []).map((site) => {
      const owner = functionOf(site.name);
      const file = files[functions[owner].file];
      if (site.source !== undefined) file.lines = { ...file.lines, [site.line]: site.source };
      sites.push({
        function: owner,
        kind: site.kind ?? 'await',
        line: site.line,
        column: site.column ?? 3,
        inLoop: site.inLoop ?? false,
      });
      return sites.length - 1;
    });
    const siteSpecs = thread.sites ?? [];
    const sequences = thread.sequences ?? [];
    return {
      id: thread.id ?? id,
      name: thread.name ?? ((thread.id ?? id) === 0 ? 'main' : `worker ${id}`),
      ...(thread.tag === undefined ? {} : { tag: thread.tag }),
      elapsed: thread.elapsed ?? spec.elapsed,
      peak: thread.peak ?? 1,
      contexts,
      functions: {
        function: [...byFunction.keys()],
        onStack: [...byFunction.values()],
        span: [...byFunction.keys()].map(
          (index) =>
            spec.functions?.[functions[index].name]?.span ?? thread.elapsed ?? spec.elapsed,
        ),
        peak: [...byFunction.keys()].map(() => 1),
        longest: [...byFunction.keys()].map(() => 0),
        life: [...byFunction.keys()].map(() => ({ first: 0, counts: [] })),
      },
      sites: {
        site: siteRows,
        suspended: siteSpecs.map((site) => site.suspended),
        resumed: siteSpecs.map((site) => site.suspended - (site.live ?? 0)),
        live: siteSpecs.map((site) => site.live ?? 0),
        waiting: siteSpecs.map((site) => site.waiting),
        longest: siteSpecs.map((site) => site.longest),
        histogram: siteSpecs.map((site) => site.histogram ?? { first: 0, counts: [] }),
      },
      sequences: {
        before: sequences.map((pair) => siteRows[pair.before]),
        after: sequences.map((pair) => siteRows[pair.after]),
        count: sequences.map((pair) => pair.count),
        saving: sequences.map((pair) => pair.saving),
      },
      stretches: (thread.stretches ?? []).map((stretch) => ({
        ...stretch,
        heaviest: stretch.context,
      })),
      foldedContexts: 0,
    };
  });

  return {
    format: 'coroscope-profile',
    version: 2,
    clock: spec.clock ?? { kind: 'wall', source: 'performance.now' },
    elapsed: spec.elapsed,
    program: spec.program ?? {
      arguments: ['main.ts'],
      directory: '/app',
      platform: 'node 24.1.0 linux x64',
    },
    files,
    functions,
    sites,
    threads,
    notes: spec.notes ?? [],
  };
}

/** The reference example of the design: yappi's program, in milliseconds of the wall clock. */
export function referenceProfile(): Profile {
  return buildProfile({
    elapsed: 4000,
    functions: {
      foo: { kind: 'async', line: 18 },
      burnAsyncIo: { kind: 'async', line: 3, span: 2000 },
      burnCpu: { span: 1000 },
      burnIo: { span: 1000 },
    },
    threads: [
      {
        peak: 2,
        contexts: [
          {
            name: 'foo',
            calls: 1,
            suspensions: 2,
            onStack: 2000,
            awaiting: 2000,
            children: [
              { name: 'burnCpu', calls: 1, self: 1000, onStack: 1000 },
              { name: 'burnAsyncIo', calls: 2, suspensions: 2, awaiting: 2000, external: 2000 },
              { name: 'burnIo', calls: 1, self: 1000, onStack: 1000 },
            ],
          },
        ],
        sites: [
          {
            name: 'burnAsyncIo',
            line: 4,
            source: '  await new Promise((resolve) => setTimeout(resolve, ms));',
            suspended: 2,
            waiting: 2000,
            longest: 1000,
          },
          {
            name: 'foo',
            line: 20,
            source: '  await burnAsyncIo(1000);',
            suspended: 1,
            waiting: 1000,
            longest: 1000,
          },
          {
            name: 'foo',
            line: 22,
            source: '  await burnAsyncIo(1000);',
            suspended: 1,
            waiting: 1000,
            longest: 1000,
          },
        ],
        sequences: [{ before: 1, after: 2, count: 1, saving: 1000 }],
        stretches: [
          { start: 0, duration: 1000, context: 1 },
          { start: 2000, duration: 1000, context: 1 },
        ],
      },
    ],
  });
}
