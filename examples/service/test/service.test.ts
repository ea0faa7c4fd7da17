import { findings, type Profile } from '@coroscope/profile';
import { join } from 'node:path';
import { calls, coroscope, profile } from '../../../packages/coroscope/test/support/command.js';

const directory = join(__dirname, '..');
const firstLines = {
  deliveryDays: 13,
  orders: 14,
  linesInLoop: 17,
};

it('gives the same pages in both versions', async () => {
  const end = await coroscope(process.execPath, ['run', '--quiet', 'test/fixtures/pages.ts'], {
    directory,
  });
  const [first, fixed] = JSON.parse(end.stdout);
  const lines = [expect.anything(), expect.anything(), expect.anything()];
  const orders = Array(4).fill(expect.objectContaining({ lines }));
  expect(first).toEqual([1, 50].map((id) => expect.objectContaining({ id, orders })));
  expect(fixed).toEqual(first);
});

it('has a query in a loop, and awaits that could overlap', async () => {
  const end = await profile(process.execPath, ['main.ts'], { directory });
  expect(end).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^200 pages,.* 0 failed\n$/),
  });
  expect(calls(end.profile)).toMatchObject({ customerPage: 200, linesOfOrder: 200 * 50 });
  expect(findingsOf(end.profile, 'customerPage')).toEqual(
    expect.arrayContaining([
      { kind: 'await-in-loop', times: 200 * 50, lines: [firstLines.linesInLoop] },
      // The delivery days need the country of the customer, and the lines need the orders.
      {
        kind: 'sequential-awaits',
        times: 200,
        lines: [firstLines.deliveryDays, firstLines.orders],
      },
    ]),
  );
});

it('has neither in the second version', async () => {
  const end = await profile(process.execPath, ['main.ts', 'fixed'], { directory });
  expect(end).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^200 pages,.* 0 failed\n$/),
  });
  const counts = calls(end.profile);
  expect(counts).toMatchObject({ customerPage: 200, linesOfCustomer: 200 });
  expect(counts).not.toHaveProperty('linesOfOrder');
  // The country of the customer has to be known first.
  for (const { kind, lines } of findingsOf(end.profile, 'customerPage')) {
    expect([kind, lines]).toEqual(['sequential-awaits', [12, 13]]);
  }
});

function findingsOf(of: Profile, name: string) {
  return findings(of)
    .filter((finding) => of.functions[finding.function].name === name)
    .filter(({ kind }) => kind !== 'blocked-event-loop')
    .map((finding) => ({
      kind: finding.kind,
      times: 'times' in finding ? finding.times : 0,
      lines: finding.sites.map((site) => of.sites[site].line),
    }));
}
