import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  conformance,
  createProgramRunner,
  type ProgramRunner,
} from '../../conformance/src/index.js';
import { bundle } from './support/bundle.js';
import { nodeForBabel8 } from './support/nodes.js';
import { conformancePrograms } from './support/programs.js';

interface Answer {
  version: string;
  plain: Record<string, string>;
  es5: Record<string, string>;
  staleScopes: string[];
}

const packages = join(__dirname, '../..');
const directory = mkdtempSync(join(tmpdir(), 'coroscope-babel-'));
const plugin = join(directory, 'plugin.cjs');
const runner = createProgramRunner(packages);
beforeAll(() => bundle('babel-plugin', plugin));
afterAll(() => {
  cachingRunner.close();
  rmSync(directory, { recursive: true });
});

const programs = conformancePrograms();
/** Programs have files of the same names; what tells them apart is the text. */
const placeOf = new Map(programs.map(([place, code]) => [code, place]));

/** Real code, to look at its scopes. */
const libraries = ['graphql', 'prettier', 'picomatch', 'yargs'].flatMap((name) => {
  const folder = dirname(require.resolve(`${name}/package.json`));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?js$/.test(file) && !file.includes('node_modules'))
    .map((file) => [`${name}/${file}`, readFileSync(join(folder, file), 'utf8')] as const)
    .filter(([, code]) => code.length < 100_000)
    .sort()
    .filter((_, index) => index % 12 === 0);
});

/**
 * Where Babel lowers a program to one that does something else, with us or without.
 * Its async generators run `return()` at once, and do not await what is returned; its array patterns
 * are read to the end before the first default is evaluated.
 */
const LOWERED_TO_ANOTHER = [
  'async-generators/return',
  'async-generators/return-rejecting',
  'async-generators/throw-and-return',
  'exceptions/array-pattern-closed-by-rejection',
  'for-await/body-rejects',
];
/** Here `for await` over an array literal at the top level awaits nothing. */
const FOR_AWAIT_AS_FOR = [...LOWERED_TO_ANOTHER, 'await/top-level-children'];
/** Nor does a generator that is closed run its `finally` to the end, in the oldest. */
const LOST_FINALLY = [...FOR_AWAIT_AS_FOR, 'async-generators/break', 'yield-star/async-return'];

/** The groups that lowering has most to do with. The newest Babel 7 runs them all. */
const LOWERED_GROUPS = /^(async-generators|await|for-await|using|yield-star)\//;

interface Version {
  title: string;
  babel: string;
  presetEnv?: string;
  /** Programs that it lowers to others. */
  exempt: readonly string[];
  lacks?: 'presets' | 'using';
}

const VERSIONS: Version[] = [
  { title: '7.22.0', babel: 'babel-7-oldest', exempt: LOST_FINALLY, lacks: 'using' },
  {
    title: 'the newest 7',
    babel: '@babel/core',
    presetEnv: '@babel/preset-env',
    exempt: LOWERED_TO_ANOTHER,
  },
  { title: '8.0.0', babel: 'babel-8-oldest', exempt: FOR_AWAIT_AS_FOR },
  { title: 'the newest 8', babel: 'babel-8-newest', exempt: [], lacks: 'presets' },
  { title: 'the newest presets of 8', babel: 'babel-8-presets', exempt: FOR_AWAIT_AS_FOR },
];

/** Versions of Babel mostly print the same; what has been run need not run again. */
const results = new Map<string, ReturnType<ProgramRunner['run']>>();
const cachingRunner: ProgramRunner = {
  run(request, node) {
    const key = JSON.stringify(request);
    const result = results.get(key) ?? runner.run(request, node);
    results.set(key, result);
    return result;
  },
  close: () => runner.close(),
};

describe.each(VERSIONS)('Babel $title', ({ title, babel, presetEnv, exempt, lacks }) => {
  const isBabel8 = babel.startsWith('babel-8');
  const node = isBabel8 ? nodeForBabel8() : process.execPath;
  if (node === undefined) {
    it.skip('skipped: Babel 8 needs Node 22.18 or newer; name one in COROSCOPE_TEST_NODES', () => {});
    return;
  }

  let answer: Answer;
  beforeAll(() => {
    const files = Object.fromEntries([...programs, ...libraries]);
    const output = execFileSync(node, [join(__dirname, 'support/babel-host.mjs')], {
      input: JSON.stringify({ babel, presetEnv, plugin, files }),
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    answer = JSON.parse(output) as Answer;
  });

  it('is the version that it is taken for', () => {
    expect(answer.version).toMatch(/^\d/.test(title) ? title : isBabel8 ? /^8\./ : /^7\.29\./);
  });

  it('finds its scopes as a fresh look at the tree would', () => {
    expect(answer.staleScopes).toEqual([]);
  });

  describe.each(['plain', 'es5'] as const)('%s: the figures follow from the program', (form) => {
    const cases = conformance(
      (code, file) => {
        const place = placeOf.get(code)!;
        return answer[form][place]!.replaceAll(`/project/${dirname(place)}/${file}`, file);
      },
      join(packages, 'conformance/programs'),
      cachingRunner,
    );
    for (const { name, needs, differences } of cases) {
      const isLowered = form === 'es5';
      if (isLowered && (lacks === 'presets' || exempt.includes(name))) continue;
      if (isLowered && lacks === 'using' && name.startsWith('using/')) continue;
      if (isLowered && !presetEnv && !LOWERED_GROUPS.test(name)) continue;
      // With the syntax of `await using`, which no Node has that runs all the other versions.
      if (!isLowered && needs === 'await using') continue;
      it(name, async () => {
        expect(await differences(process.execPath)).toEqual([]);
      });
    }
  });
});
