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

const environment = { COROSCOPE: '1', ASTRO_TELEMETRY_DISABLED: '1', HOST: 'localhost', PORT: '0' };

describeHost('Astro', directory, () => {
  const astro = join(directory, 'node_modules/astro/bin/astro.mjs');
  const node = nodeSince(22);

  it('shows the server and the page in development, at the places of the components', async () => {
    const args = [astro, 'dev', '--port', '0', '--host', 'localhost'];
    const server = new Server(directory, args, environment, node);
    try {
      const url = await server.url();
      await request(url);
      expectFigures(await liveProfileOnce(url, (profile) => calls(profile).GET === 2));
      const { profile, text } = await profileOfPage(url);
      expect(text).toBe('Total: 16');
      // Astro's compiler prints scripts anew, and doesn't say where they stood.
      expect(calls(profile).add).toBe(1);
      expect(profile.threads.map(({ name }) => name).sort()).toEqual(['page', 'server']);
    } finally {
      await server.interrupt();
    }
  }, 120_000);

  it('is profiled as it was built', async () => {
    const built = {
      build: [astro, 'build'],
      output: 'dist',
      server: ['dist/server/entry.mjs'],
    };
    expectFigures(await profileOfBuild({ directory, ...built, environment, node }, request));
  }, 120_000);
});

async function request(url: string): Promise<void> {
  for (let i = 0; i < 3; i++) expect(await (await fetch(url)).text()).toContain('PLUM: 4');
  for (let i = 0; i < 2; i++) {
    expect(await (await fetch(`${url}/api/total`)).json()).toEqual({ total: 7 });
  }
}

function expectFigures(profile: Profile): void {
  // Three pages with three prices each, and two requests for two items.
  expect(calls(profile)).toEqual({
    Index: 3,
    sumOf: 3,
    Frame: 3,
    '<Frame>': 3,
    '<Frame>.<map>': 9,
    '<Frame>.<map>.<label>': 9,
    '<Frame foot>': 3,
    '<Frame foot>.<Fragment>': 3,
    Price: 9,
    GET: 2,
    total: 3 + 9 + 2,
    price: 3 * 3 + 9 + 2 * 2,
    'price.<Promise>': 22,
  });
  expect(locations(profile, directory)).toMatchObject({
    // A component begins with its first statement.
    Index: at('src/pages/index.astro', 'const items'),
    sumOf: at('src/pages/index.astro', 'async function sumOf'),
    Frame: at('src/components/Frame.astro', 'const { title'),
    Price: at('src/components/Price.astro', 'const { item'),
    price: at('src/lib/basket.ts', 'async function price'),
  });
  expect(waits(profile, directory)).toMatchObject({
    [at('src/pages/index.astro', 'await sumOf')]: 3,
    [at('src/pages/index.astro', 'await total(names)')]: 3,
    [at('src/components/Price.astro', 'await total')]: 9,
    [at('src/pages/api/total.ts', 'await total')]: 2,
    [at('src/lib/basket.ts', 'await price')]: 22,
    [at('src/lib/basket.ts', 'await new Promise')]: 22,
  });
}
