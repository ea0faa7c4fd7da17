import { readProfile, type Profile } from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  calls,
  command,
  locations,
  temporaryDirectory,
} from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { placeOf, waits } from '../../support/places.js';
import { Server } from '../../support/server.js';

const directory = join(__dirname, '..');
const environment = {
  COROSCOPE: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  // The dev server would kill its own process 100 ms after ^C.
  NEXT_EXIT_TIMEOUT_MS: '60000',
};
const at = (file: string, text: string) => placeOf(directory, file, text);

/** A compiler's map need not know columns. */
const lineOf = (place: string) => place.replace(/\d+$/, '');

it('is configured as docs/next.md says', () => {
  const page = readFileSync(join(directory, '../../../docs/next.md'), 'utf8');
  const [, documented] = /^```js\n(\/\/ next\.config\.mjs\n.*?)^```/ms.exec(page)!;
  const own = readFileSync(join(directory, 'next.config.mjs'), 'utf8');
  // Only in this repository.
  const shared = own.replace(/^import .* from 'node:path';\n|^ *\/\/.*\n|^ *root:.*\n/gm, '');
  expect(`// next.config.mjs\n${shared}`).toBe(documented);
});

describeHost('Next.js 16', directory, () => {
  // Next.js adds to it whatever it misses there.
  const configuration = join(directory, 'tsconfig.json');
  const text = readFileSync(configuration, 'utf8');
  afterAll(() => writeFileSync(configuration, text));

  testApplication(directory, { webpack: ['--webpack'], turbopack: ['--turbopack'] });
});

const of15 = join(directory, '../next-15');

describeHost('Next.js 15', of15, () => {
  const copied = ['app', 'lib', 'next.config.mjs', 'tsconfig.json'];
  beforeAll(() => {
    for (const name of copied) {
      cpSync(join(directory, name), join(of15, name), { recursive: true });
    }
  });
  afterAll(() => {
    for (const name of copied) rmSync(join(of15, name), { recursive: true, force: true });
  });

  testApplication(of15, { webpack: [], turbopack: ['--turbopack'] });
});

/** @param flags those that choose a bundler */
function testApplication(home: string, flags: Record<string, string[]>): void {
  it.each([
    ['webpack', 'start'],
    ['webpack', 'dev'],
    ['turbopack', 'start'],
    ['turbopack', 'dev'],
  ])(
    'built by %s, next %s: the figures of pages, route handlers and server actions',
    async (bundler, script) => {
      rmSync(join(home, '.next'), { recursive: true, force: true });
      const chosen = flags[bundler]!;
      if (script === 'start') build(chosen, home);
      const profile = await serve(script === 'start' ? ['start'] : ['dev', ...chosen], home);
      expect(calls(profile)).toMatchObject({
        Page: 3,
        GET: 2,
        order: 1,
        total: 3 + 2 + 1,
        // Three items a page, two for the handler, one by the action.
        price: 3 * 3 + 2 * 2 + 1,
      });
      expect(locations(profile, home)).toMatchObject({
        Page: expect.stringContaining(lineOf(at('app/page.tsx', 'export default async'))),
        GET: expect.stringContaining(lineOf(at('app/api/total/route.ts', 'export async'))),
        order: expect.stringContaining(lineOf(at('app/order.ts', 'export async'))),
        price: expect.stringContaining(lineOf(at('lib/basket.ts', 'async function price'))),
      });
      expect(waits(profile, home)).toMatchObject({
        [at('lib/basket.ts', 'await price')]: 14,
        [at('lib/basket.ts', 'await setTimeout')]: 14,
        [at('app/page.tsx', 'await total')]: 3,
        [at('app/order.ts', 'await total')]: 1,
      });
      // Neither Next.js nor its chunks.
      expect(profile.files.map(({ path }) => path)).not.toContainEqual(
        expect.stringMatching(/node_modules|\.next/),
      );
    },
    600_000,
  );
}

describeHost('Next.js with the plugin for SWC', directory, () => {
  // Where it finds what is installed for the example.
  const copy = join(directory, '.swc-plugin');
  const root = join(directory, '../../..');

  beforeAll(() => {
    for (const name of ['app', 'lib', 'package.json', 'tsconfig.json']) {
      cpSync(join(directory, name), join(copy, name), { recursive: true });
    }
    writeFileSync(
      join(copy, 'next.config.mjs'),
      `import coroscope from '@coroscope/swc-plugin';
      export default {
        turbopack: { root: ${JSON.stringify(root)} },
        experimental: { swcPlugins: coroscope({ env: true }, 'next') },
      };`,
    );
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it.each([
    ['webpack', ''],
    // Turbopack gives plugins paths that begin at its root.
    ['turbopack', `${relative(root, copy)}/`],
  ])(
    'built by %s',
    async (bundler, prefix) => {
      const place = (file: string, text: string) => prefix + at(file, text);
      rmSync(join(copy, '.next'), { recursive: true, force: true });
      build([`--${bundler}`], copy);
      const profile = await serve(['start'], copy);
      expect(calls(profile)).toMatchObject({ Page: 3, GET: 2, order: 1, total: 6, price: 14 });
      expect(locations(profile, copy)).toMatchObject({
        Page: place('app/page.tsx', 'async function Page'),
        price: place('lib/basket.ts', 'async function price'),
      });
      expect(waits(profile, copy)).toMatchObject({
        [place('lib/basket.ts', 'await price')]: 14,
        [place('lib/basket.ts', 'await setTimeout')]: 14,
        [place('app/page.tsx', 'await total')]: 3,
        [place('app/order.ts', 'await total')]: 1,
      });
    },
    600_000,
  );
});

function build(flags: readonly string[], cwd: string): void {
  execFileSync('npx', ['next', 'build', ...flags], {
    cwd,
    env: { ...process.env, ...environment },
  });
}

/** Runs the application with the command, makes the requests, and reads the profile. */
async function serve(args: readonly string[], cwd: string): Promise<Profile> {
  const out = join(temporaryDirectory(), 'profile.json');
  const server = new Server(
    cwd,
    [command, 'run', '--quiet', '--out', out, '--exclude', '.next/**', 'next', ...args, '-p', '0'],
    environment,
  );
  try {
    await request(await server.url());
  } finally {
    await server.interrupt();
  }
  return readProfile(readFileSync(out, 'utf8'), out);
}

async function request(url: string): Promise<void> {
  let page = '';
  for (let i = 0; i < 3; i++) page = await (await fetch(url)).text();
  expect(page).toMatch(/Total: (<!-- -->)?10/);
  for (let i = 0; i < 2; i++) {
    expect(await (await fetch(`${url}/api/total`)).json()).toEqual({ total: 5 });
  }
  // As the form does it where no script runs.
  const body = new FormData();
  body.set(/\$ACTION_ID_\w+/.exec(page)![0], '');
  body.set('item', 'plum');
  const { status, headers } = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([303, '/?ordered=5']);
}
