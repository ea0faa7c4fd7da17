import { readProfile } from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  calls,
  command,
  locations,
  temporaryDirectory,
} from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { liveProfileOnce, profileOfPage } from '../../support/live.js';
import { placeOf, waits } from '../../support/places.js';
import { freePort, Server } from '../../support/server.js';

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
    rmSync(join(directory, 'build'), { recursive: true, force: true });
    execFileSync(process.execPath, [vite, 'build'], {
      cwd: directory,
      env: { ...process.env, ...environment },
    });
    const out = join(temporaryDirectory(), 'profile.json');
    const args = ['--quiet', '--out', out, '--exclude', 'build/**', 'build/index.js'];
    const profiled = { ...environment, PORT: await freePort() };
    const server = new Server(directory, [command, 'run', ...args], profiled);
    try {
      const url = await server.url(/http:\/\/[\w.[\]:]+:\d+/);
      for (let i = 0; i < 2; i++) {
        expect(await (await fetch(url)).text()).toContain('Total: 13');
      }
    } finally {
      await server.interrupt();
    }
    const profile = readProfile(readFileSync(out, 'utf8'), out);
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
