import { join } from 'node:path';
import { calls, locations } from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { liveProfileOnce, profileOfPage } from '../../support/live.js';
import { placeOf, waits } from '../../support/places.js';
import { profileOfBuild } from '../../support/profiled-build.js';
import { Server } from '../../support/server.js';

const directory = join(__dirname, '..');
const at = (file: string, text: string) => placeOf(directory, file, text);
const environment = { COROSCOPE: '1', HOST: 'localhost' };
const vite = join(directory, 'node_modules/vite/bin/vite.js');

describeHost('SvelteKit', directory, () => {
  it('shows the server and the page in development, at the places of the components', async () => {
    const args = [vite, '--port', '0', '--host', 'localhost'];
    const server = new Server(directory, args, environment);
    try {
      const url = await server.url();
      expect(await (await fetch(url)).text()).toContain('Total: 13');
      const rendered = await liveProfileOnce(url, (profile) => calls(profile).price === 3);
      expect(calls(rendered)).toMatchObject({ _page: 1, load: 1, total: 1, price: 3 });
      const { profile, text } = await profileOfPage(url);
      expect(text).toBe('Total: 16');
      expect(locations(profile, directory)).toMatchObject({
        load: expect.stringContaining('src/routes/+page.server.ts'),
        price: at('src/lib/basket.ts', 'async function price'),
      });
      expect(waits(profile, directory)).toMatchObject({
        [at('src/routes/+page.svelte', 'await total')]: 1,
      });
    } finally {
      await server.interrupt();
    }
  }, 120_000);

  it('is profiled as it was built', async () => {
    const built = {
      build: [vite, 'build'],
      output: 'build',
      server: ['build/index.js'],
      url: /http:\/\/[\w.[\]:]+:\d+/,
    };
    const profile = await profileOfBuild({ directory, ...built, environment }, async (url) => {
      for (let i = 0; i < 2; i++) {
        expect(await (await fetch(url)).text()).toContain('Total: 13');
      }
    });
    expect(calls(profile)).toEqual({
      _page: 2,
      load: 2,
      total: 2,
      // Three items for each page.
      price: 6,
      'price.<Promise>': 6,
    });
    expect(waits(profile, directory)).toMatchObject({
      [at('src/routes/+page.server.ts', 'await total')]: 2,
      [at('src/lib/basket.ts', 'await price')]: 6,
      [at('src/lib/basket.ts', 'await new Promise')]: 6,
    });
  }, 120_000);
});
