import {
  checkBudget,
  compareProfiles,
  findActivations,
  findings,
  mergeProfiles,
  mergeTags,
  ProfileError,
  readBudget,
  readProfile,
  readTrace,
  summarizeRuns,
  runFigures,
  updateBudget,
  writeProfile,
  type Profile,
} from '@coroscope/profile';
import {
  budgetGitHub,
  budgetJUnit,
  budgetText,
  COMPARISON_FORMATS,
  PROFILE_FORMATS,
  renderCriticalPath,
  renderRuns,
  renderTests,
  renderTimeline,
  renderTrace,
  TRACE_FORMATS,
} from '@coroscope/report';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../coroscope/src/main.js';
import { errorLine } from '../../../coroscope/src/messages/say.js';
import { fullProfile } from '../../../profile/test/full-profile.js';
import { requestSpec, traceBytes } from '../../../report/test/trace/build-trace.js';
import { busyProfile } from '../../../report/test/support/busy-profile.js';
import { serviceProfile } from '../../../report/test/support/service-profile.js';
import { damaged, damagedBytes, mutated, pick, randomNumbers, type Random } from './mutate.js';

const fixtures = join(__dirname, '../../../profile/test/fixtures');

/** Documents that strangers may have changed. */
const PROFILES: readonly unknown[] = [
  fullProfile,
  ...[fullProfile as Profile, busyProfile(), serviceProfile()].map(
    (profile) => JSON.parse(writeProfile(profile)) as unknown,
  ),
  ...readdirSync(fixtures)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(fixtures, file), 'utf8')) as unknown),
];

const BUDGET = {
  format: 'coroscope-budget',
  version: 1,
  functions: { 'main.ts': { main: { calls: 3, suspensions: 2 }, load: { unsettled: 0 } } },
};

const REFERENCE = readProfile(JSON.stringify(fullProfile), 'reference');
const REFERENCE_BUDGET = updateBudget(REFERENCE, undefined, (path) => path);

/** What no terminal, Markdown or table may get: what moves a cursor, and what turns text around. */
const CONTROLS =
  // eslint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/;

/** Those whose text has line ends of its own. */
const plain = (text: string) => text.replaceAll('\r\n', '\n');

function text(chunks: Iterable<string | Uint8Array>): string {
  return [...chunks].map((chunk) => (typeof chunk === 'string' ? chunk : '')).join('');
}

function expectPlain(what: string, rendered: string): void {
  const control = CONTROLS.exec(plain(rendered));
  if (control === null) return;
  const around = rendered.slice(Math.max(0, control.index - 40), control.index + 40);
  throw new Error(`${what} lets a control character through: ${JSON.stringify(around)}`);
}

/** Ways to use a profile. Each throws what it throws. */
const USES: ((profile: Profile, random: Random) => void)[] = [
  ...PROFILE_FORMATS.filter(({ name }) => name !== 'html').map(
    (format) => (profile: Profile, random: Random) => {
      const options = {
        full: random() < 0.5,
        tags: random() < 0.5,
        durations: random() < 0.5,
        compensate: random() < 0.2,
        tag: random() < 0.2 ? profile.threads[0]?.tag : undefined,
      };
      const rendered = text(format.render(profile, options));
      if (format.name === 'json') readProfile(rendered, 'written again');
      else if (/json|speedscope|cpuprofile|firefox/.test(format.extensions.join()))
        JSON.parse(rendered);
      if (!format.isBinary) expectPlain(format.name, rendered);
    },
  ),
  ...COMPARISON_FORMATS.map((format) => (profile: Profile, random: Random) => {
    const sides = random() < 0.5 ? [[REFERENCE], [profile]] : [[profile, profile], [REFERENCE]];
    const comparison = compareProfiles(sides[0], sides[1]);
    const { name } = profile.functions[0] ?? { name: '' };
    const rendered = text(format.render({ comparison, base: name, head: 'b.json' }));
    if (format.name === 'json') JSON.parse(rendered);
    expectPlain(`comparison as ${format.name}`, rendered);
  }),
  (profile) => {
    expectPlain('runs', renderRuns(summarizeRuns([profile, profile].map(runFigures))));
  },
  (profile) => {
    const tests = [{ file: 'a.test.ts', titles: ['a', 'b'], isShared: false, profile }];
    expectPlain('tests', renderTests(tests));
  },
  (profile) => {
    const check = checkBudget(profile, REFERENCE_BUDGET, (path) => path);
    const outcome = { check, budget: REFERENCE_BUDGET, profile };
    expectPlain('budget', text(budgetText.render(outcome)));
    expectPlain('annotations', text(budgetGitHub.render(outcome)));
    text(budgetJUnit.render(outcome));
    const updated = updateBudget(profile, undefined, (path) => path);
    readBudget(JSON.stringify(updated), 'updated');
  },
  (profile) => {
    mergeTags(mergeProfiles([profile, REFERENCE]));
    findings(profile);
  },
];

/** Runs what takes a document: the worst that may come is an error of one clear line. */
function survives(document: () => void): void {
  try {
    document();
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    const line = errorLine(error.message);
    if (line.length > 2000)
      throw new Error(`the message is too long: ${line.slice(0, 200)}`, { cause: error });
    expectPlain('the message', line);
    if (line.includes('\n'))
      throw new Error(`the message is not one line: ${line}`, { cause: error });
  }
  if ('polluted' in {} || Object.keys(Object.prototype).length > 0) {
    throw new Error('a prototype was changed');
  }
}

function tryProfile(random: Random): void {
  const document = mutated(pick(random, PROFILES), random);
  const written = JSON.stringify(document);
  const json = random() < 0.1 ? damaged(written, random) : written;
  survives(() => {
    const profile = readProfile(json, 'given.json');
    survives(() => pick(random, USES)(profile, random));
  });
}

function tryBudget(random: Random): void {
  const written = JSON.stringify(mutated(BUDGET, random));
  const json = random() < 0.1 ? damaged(written, random) : written;
  survives(() => {
    const budget = readBudget(json, 'given.json');
    const check = checkBudget(REFERENCE, budget, (path) => path);
    expectPlain('budget', text(budgetText.render({ check, budget, profile: REFERENCE })));
    text(budgetJUnit.render({ check, budget, profile: REFERENCE }));
    updateBudget(REFERENCE, budget, (path) => path);
  });
}

const TRACE_USES: ((trace: ReturnType<typeof readTrace>) => void)[] = [
  (trace) => expectPlain('trace', renderTrace(trace)),
  (trace) => {
    const [activation] = findActivations(trace);
    if (activation === undefined) return;
    expectPlain('critical path', renderCriticalPath(trace, activation));
    expectPlain('timeline', renderTimeline(trace, activation));
  },
  ...TRACE_FORMATS.map((format) => (trace: ReturnType<typeof readTrace>) => {
    text(format.render(trace));
  }),
];

function tryTrace(random: Random): void {
  const spec = requestSpec();
  const { host, end } = mutated(
    {
      host: {
        program: { arguments: ['main.ts'], directory: '/app', platform: 'node' },
        thread: 'main',
        lines: { '/app/main.ts': { '1': 'await x' } },
      },
      end: { notes: ['a note'], overwritten: 0, dropped: 0 },
    },
    random,
  );
  const bytes = traceBytes({ ...spec, host: host as typeof spec.host, end });
  survives(() => {
    const trace = readTrace(random() < 0.7 ? damagedBytes(bytes, random) : bytes, 'given.trace');
    pick(random, TRACE_USES)(trace);
  });
}

/** Tries documents until as many are done; says with which seed one fails. */
function tryAll(documents: number, seed: number, attempt: (random: Random) => void): void {
  for (let i = 0; i < documents; i++) {
    // A seed for each, so that one can be tried alone.
    const own = (seed + i) | 0;
    try {
      attempt(randomNumbers(own));
    } catch (error) {
      throw new Error(`fails with COROSCOPE_FUZZ_SEED=${own} COROSCOPE_FUZZ_DOCUMENTS=1`, {
        cause: error,
      });
    }
  }
}

const directory = mkdtempSync(join(tmpdir(), 'coroscope-hostile-'));
afterAll(() => rmSync(directory, { recursive: true, maxRetries: 20 }));

const file = (name: string) => join(directory, name);

/** Commands that read what a stranger gives. */
const COMMANDS: readonly string[][] = [
  ['report', file('given.json'), '--full'],
  ['report', file('given.json'), '--format', 'markdown'],
  ['report', file('given.trace')],
  ['convert', file('given.json'), '--to', 'collapsed'],
  ['convert', file('given.json'), '--to', 'json'],
  ['diff', file('given.json'), file('reference.json')],
  [
    'diff',
    file('reference.json'),
    file('given.json'),
    '--format',
    'markdown',
    '--fail-on',
    'calls',
  ],
  ['check', '--profile', file('given.json'), '--budget', file('reference-budget.json')],
  ['check', '--profile', file('reference.json'), '--budget', file('given-budget.json')],
  ['trace', file('given.trace'), '--critical-path', '--timeline'],
];

/** Runs the command in this process. */
async function runCommand(
  args: string[],
): Promise<{ stdout: string; stderr: string; code: number }> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((chunk: unknown, ...rest: unknown[]) => {
      written[name] += String(chunk);
      const done = rest.find((argument) => typeof argument === 'function') as
        (() => void) | undefined;
      done?.();
      return true;
    }),
  );
  try {
    await main(['node', 'coroscope', ...args]);
    return { ...written, code: Number(process.exitCode ?? 0) };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = undefined;
    process.stdout.removeAllListeners('error');
  }
}

async function tryCommand(random: Random): Promise<void> {
  const budget = JSON.stringify(mutated(BUDGET, random));
  writeFileSync(file('given.json'), JSON.stringify(mutated(pick(random, PROFILES), random)));
  writeFileSync(file('given-budget.json'), budget);
  writeFileSync(file('given.trace'), damagedBytes(traceBytes(requestSpec()), random));
  const args = pick(random, COMMANDS);
  const { stdout, stderr, code } = await runCommand(args);
  expectPlain(args.join(' '), stdout);
  expectPlain(args.join(' '), stderr);
  if (code === 2) {
    // One line; the other may say where help is.
    expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
    expect(stdout).toBe('');
  } else expect([0, 1]).toContain(code);
}

const given = process.env.COROSCOPE_FUZZ_SEED;
const seeds = given === undefined ? [20_261_129, Date.now() % 2 ** 31] : [Number(given)];
const documents = Number(process.env.COROSCOPE_FUZZ_DOCUMENTS ?? 10_000) / seeds.length;

describe.each(seeds)('documents of strangers, from seed %i on', (seed) => {
  it.each([
    ['profiles', 0.7, tryProfile],
    ['traces', 0.2, tryTrace],
    ['budgets', 0.1, tryBudget],
  ])(
    'as %s are used or refused in one line',
    (_, share, attempt) => tryAll(Math.ceil(documents * share), seed, attempt),
    600_000,
  );
});

it('commands that are given them print a report or one line', async () => {
  writeFileSync(file('reference.json'), writeProfile(REFERENCE));
  writeFileSync(file('reference-budget.json'), JSON.stringify(REFERENCE_BUDGET));
  for (let i = 0; i < 300; i++) {
    const seed = (seeds[0] + i) | 0;
    try {
      await tryCommand(randomNumbers(seed));
    } catch (error) {
      throw new Error(`fails with COROSCOPE_FUZZ_SEED=${seed}`, { cause: error });
    }
  }
}, 600_000);
