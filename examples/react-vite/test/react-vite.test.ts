import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { findings, functionTable, readProfile, siteTable, type Profile } from '@coroscope/profile';
import {
  chromiumPath,
  describeInChromium,
} from '../../../packages/conformance/test/support/chromium.js';

const directory = join(__dirname, '..');
const vite = join(
  dirname(require.resolve('vite/package.json', { paths: [directory] })),
  'bin/vite.js',
);

describeInChromium('the orders of a customer', () => {
  let server: ChildProcess;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    server = spawn(process.execPath, [vite, '--port', '0', '--host', 'localhost'], {
      cwd: directory,
      env: { ...process.env, COROSCOPE: '1', NO_COLOR: '1', NODE_ENV: 'development' },
      stdio: ['ignore', 'pipe', 'inherit'],
      // Whatever happens, it ends.
      timeout: 120_000,
    });
    let output = '';
    for await (const text of server.stdout!.setEncoding('utf8')) {
      output += text;
      url = /Coroscope: (\S+)\/__coroscope/.exec(output)?.[1] ?? '';
      if (url) break;
    }
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  });

  /** The profile of a page that has shown its orders, which the server has then been told. */
  async function profileOf(path: string): Promise<Profile> {
    await fetch(`${url}/__coroscope/reset`, { method: 'POST', headers: { origin: url } });
    const page = await browser.newPage();
    await page.goto(url + path);
    await page.getByText('Total: 1044 EUR').waitFor();
    for (;;) {
      const text = await (await fetch(`${url}/__coroscope/profile.json`)).text();
      const profile = text && readProfile(text, 'profile.json');
      if (profile && rowOf(profile, 'summarize')?.calls === 1) {
        await page.close();
        return profile;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const rowOf = (profile: Profile, name: string) =>
    functionTable(profile).find((row) => row.name === name);

  it('waits for one answer after the other, which the findings tell', async () => {
    const profile = await profileOf('/');
    expect(rowOf(profile, 'loadDashboard')).toMatchObject({
      file: 'src/load-dashboard.ts',
      line: 4,
      calls: 1,
      // The customer, the rates, and each of eight orders.
      suspensions: 10,
    });
    expect(rowOf(profile, 'get')).toMatchObject({ calls: 10, peak: 1 });
    expect(rowOf(profile, 'Orders')).toMatchObject({ file: 'src/Orders.tsx', line: 9 });
    const lines = findings(profile).map(({ text }) => text);
    expect(lines[0]).toMatch(/await in a loop of loadDashboard at src\/load-dashboard\.ts:9/);
    expect(lines[1]).toMatch(/awaits of loadDashboard ran one after another/);
    const [slowest] = siteTable(profile).sort((a, b) => b.suspended - a.suspended);
    expect(slowest).toMatchObject({ functionName: 'get' });
  });

  it('waits for them together in the second version', async () => {
    const profile = await profileOf('/?fixed');
    expect(rowOf(profile, 'loadDashboard')).toMatchObject({
      file: 'src/load-dashboard.fixed.ts',
      calls: 1,
      suspensions: 2,
    });
    expect(rowOf(profile, 'get')).toMatchObject({ calls: 10, peak: 8 });
    expect(
      findings(profile)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('in a loop');
  });
});
