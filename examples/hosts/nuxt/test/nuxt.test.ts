import type { Profile } from '@coroscope/profile';
import { join } from 'node:path';
import { calls, locations } from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { liveProfileOnce, profileOfPage } from '../../support/live.js';
import { nodeSince } from '../../support/nodes.js';
import { placeOf, waits } from '../../support/places.js';
import { profileOfBuild } from '../../support/profiled-build.js';
import { Server } from '../../support/server.js';

const directory = join(__dirname, '..');
const at = (file: string, text: string) => placeOf(directory, file, text);

const environment = {
  COROSCOPE: '1',
  // In tests, Nitro kills its threads.
  NODE_ENV: '',
  CI: '',
  NUXT_TELEMETRY_DISABLED: '1',
  HOST: 'localhost',
};

describeHost('Nuxt', directory, () => {
  const nuxt = join(directory, 'node_modules/nuxt/bin/nuxt.mjs');
  const node = nodeSince(22);

  it('shows the server, whose thread is another one, and the page in development', async () => {
    const args = [nuxt, 'dev', '--port', '0', '--host', 'localhost'];
    const server = new Server(directory, args, environment, node);
    try {
      const url = await server.url();
      await request(url);
      const isReady = (profile: Profile) =>
        calls(profile).stock === 2 && calls(profile).setup === 3;
      expectFigures(await liveProfileOnce(url, isReady));
      const { profile, text } = await profileOfPage(url);
      expect(text).toBe('Total: 16');
      expect(profile.threads.map(({ name }) => name).sort()).toEqual(['page', 'server']);
      expect(locations(profile, directory).add).toBe(at('app/app.vue', 'async function add'));
      expect(waits(profile, directory)).toMatchObject({
        [at('app/app.vue', "await total(['fig']")]: 1,
      });
    } finally {
      await server.interrupt();
    }
  }, 240_000);

  it('is profiled as it was built', async () => {
    const built = {
      build: [nuxt, 'build'],
      output: '.output',
      server: ['.output/server/index.mjs'],
      url: /http:\/\/[\w.[\]:]+:\d+/,
    };
    expectFigures(await profileOfBuild({ directory, ...built, environment, node }, request));
  }, 300_000);
});

async function request(url: string): Promise<void> {
  for (let i = 0; i < 3; i++) expect(await (await fetch(url)).text()).toContain('Total: 13');
  for (let i = 0; i < 2; i++) {
    expect(await (await fetch(`${url}/api/stock`)).json()).toEqual({ stock: 7 });
  }
}

/** Nitro's compiler knows no more than where statements begin. */
const lineOf = (place: string) => expect.stringContaining(place.replace(/\d+$/, ''));

function expectFigures(profile: Profile): void {
  // Three pages with three prices each, and two requests for two items.
  expect(calls(profile)).toEqual({
    setup: 3,
    '<sum>': 3,
    total: 3,
    price: 9,
    'price.<Promise>': 9,
    '<default>': 2,
    stock: 2,
    pieces: 4,
    'pieces.<Promise>': 4,
  });
  expect(locations(profile, directory)).toMatchObject({
    // A component begins with its first statement.
    setup: at('app/app.vue', 'const sum'),
    price: at('app/lib/basket.ts', 'async function price'),
    '<default>': at('server/api/stock.get.ts', 'async ()'),
    pieces: lineOf(at('server/utils/stock.ts', 'async function pieces')),
  });
  expect(waits(profile, directory)).toMatchObject({
    [at('app/app.vue', "await total(['apple'")]: 3,
    [at('app/lib/basket.ts', 'await price')]: 9,
    [at('app/lib/basket.ts', 'await new Promise')]: 9,
    [at('server/api/stock.get.ts', 'await stock')]: 2,
    [at('server/utils/stock.ts', 'await pieces')]: 4,
    [at('server/utils/stock.ts', 'await new Promise')]: 4,
  });
}
