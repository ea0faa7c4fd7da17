import { readProfile, type Profile } from '@coroscope/profile';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
const at = (file: string, text: string) => placeOf(directory, file, text);

describeHost('NestJS', directory, () => {
  it('starts from its source, finds services by their types, and is profiled', async () => {
    expectFigures(await profileOf('src/main.ts'));
  }, 120_000);

  it('is built by SWC with the plugin, and is profiled as what it was written as', async () => {
    await build();
    expectFigures(await profileOf('dist/main.js'));
  }, 120_000);
});

/** Builds the application as its README says. */
async function build(): Promise<void> {
  const args = [
    'src',
    '--out-dir',
    'dist',
    '--strip-leading-paths',
    '--config-file',
    'profiled.swcrc',
  ];
  await promisify(execFile)('npx', ['swc', ...args], { cwd: directory });
}

async function profileOf(entry: string): Promise<Profile> {
  const out = join(temporaryDirectory(), 'profile.json');
  const server = new Server(directory, [command, 'run', '--out', out, entry], { PORT: '0' });
  try {
    const url = await server.url();
    for (let i = 0; i < 2; i++) {
      const response = await fetch(`${url}/basket/apple,pear,plum`);
      expect(await response.json()).toEqual({ total: 10 });
    }
  } finally {
    await server.interrupt();
  }
  return readProfile(readFileSync(out, 'utf8'), out);
}

function expectFigures(profile: Profile): void {
  expect(calls(profile)).toEqual({
    main: 1,
    'new BasketController': 1,
    'BasketController.total': 2,
    // Three items for each.
    'PricesService.of': 6,
  });
  expect(locations(profile, directory)).toMatchObject({
    'PricesService.of': at('src/prices.service.ts', 'async of'),
  });
  expect(waits(profile, directory)).toMatchObject({
    [at('src/basket.controller.ts', 'await this')]: 6,
    [at('src/prices.service.ts', 'await setTimeout')]: 6,
  });
}
