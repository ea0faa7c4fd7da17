import { chromium, type Browser } from 'playwright-core';
import { join } from 'node:path';
import { readProfile, type Profile } from '@coroscope/profile';
import { chromiumPath } from '../../../../packages/conformance/test/support/chromium.js';
import { calls, locations } from '../../../../packages/coroscope/test/support/command.js';
import { describeHost } from '../../support/host.js';
import { placeOf, waits } from '../../support/places.js';
import { Server } from '../../support/server.js';

const directory = join(__dirname, '..');
const at = (file: string, text: string) => placeOf(directory, file, text);

describeHost('SvelteKit', directory, () => {
  let server: Server;
  let browser: Browser;
  let url: string;

  beforeAll(async () => {
    const vite = join(directory, 'node_modules/vite/bin/vite.js');
    server = new Server(directory, [vite, '--port', '0', '--host', 'localhost'], {
      COROSCOPE: '1',
    });
    url = await server.url();
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server.interrupt();
  });

  it('shows the server and the page in development, at the places of the components', async () => {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction('globalThis.add && globalThis.coroscope');
    await page.evaluate('globalThis.add()');
    expect(await page.textContent('p')).toBe('Total: 16');
    const profile = await profileOnce((profile) => calls(profile).add === 1);
    expect(calls(profile)).toMatchObject({ load: 1, total: 2, price: 3 + 1 });
    expect(locations(profile, directory)).toMatchObject({
      load: expect.stringContaining('src/routes/+page.server.ts'),
      price: at('src/lib/basket.ts', 'async function price'),
    });
    expect(waits(profile, directory)).toMatchObject({
      [at('src/routes/+page.svelte', 'await total')]: 1,
      [at('src/lib/basket.ts', 'await price')]: 4,
    });
  }, 60_000);

  /** The profile as soon as the page has sent its part. */
  async function profileOnce(isReady: (profile: Profile) => boolean): Promise<Profile> {
    for (;;) {
      const response = await fetch(`${url}/__coroscope/profile.json`);
      const profile = readProfile(await response.text(), 'profile.json');
      if (isReady(profile)) return profile;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});
