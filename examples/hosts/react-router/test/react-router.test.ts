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

const environment = { COROSCOPE: '1', HOST: 'localhost' };

describeHost('React Router', directory, () => {
  const reactRouter = join(directory, 'node_modules/@react-router/dev/bin.cjs');
  const node = nodeSince(22);

  it('shows the server and the page in development', async () => {
    const args = [reactRouter, 'dev', '--port', '0', '--host', 'localhost'];
    const server = new Server(directory, args, environment, node);
    try {
      const url = await server.url();
      await request(url);
      expectFigures(await liveProfileOnce(url, (profile) => calls(profile).action === 1));
      const { profile, text } = await profileOfPage(url);
      expect(text).toBe('Total: 16');
      expect(locations(profile, directory)['Home.add']).toBe(
        at('app/routes/home.tsx', 'async function add'),
      );
      expect(waits(profile, directory)).toMatchObject({
        [at('app/routes/home.tsx', "await total(['fig']")]: 1,
      });
    } finally {
      await server.interrupt();
    }
  }, 120_000);

  it('is profiled as it was built', async () => {
    const built = {
      build: [reactRouter, 'build'],
      output: 'build',
      server: ['react-router-serve', 'build/server/index.js'],
    };
    expectFigures(await profileOfBuild({ directory, ...built, environment, node }, request));
  }, 120_000);
});

async function request(url: string): Promise<void> {
  for (let i = 0; i < 3; i++) expect(await (await fetch(url)).text()).toContain('13</p>');
  for (let i = 0; i < 2; i++) {
    expect(await (await fetch(`${url}/api/total`)).json()).toEqual({ total: 7 });
  }
  const { status } = await fetch(`${url}/?index`, { method: 'POST', headers: { origin: url } });
  expect(status).toBe(200);
}

function expectFigures(profile: Profile): void {
  // Three pages and one more after the action, with three items each; two requests for two items; the action's one.
  expect(calls(profile)).toMatchObject({
    Root: 4,
    Home: 4,
    action: 1,
    total: 4 + 2 + 1,
    price: 4 * 3 + 2 * 2 + 1,
    'price.<Promise>': 17,
  });
  expect(locations(profile, directory)).toMatchObject({
    Home: at('app/routes/home.tsx', 'export default function Home'),
    action: at('app/routes/home.tsx', 'async function action'),
    price: at('app/lib/basket.ts', 'async function price'),
  });
  expect(waits(profile, directory)).toMatchObject({
    [at('app/routes/home.tsx', "await total(['apple'")]: 4,
    [at('app/routes/home.tsx', "await total(['kiwi']")]: 1,
    [at('app/routes/total.ts', 'await total')]: 2,
    [at('app/lib/basket.ts', 'await price')]: 17,
    [at('app/lib/basket.ts', 'await new Promise')]: 17,
  });
}
