import { functionTable, readProfile } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seriesName, serviceOf } from '../../src/push/labels.js';
import { endpointUrl } from '../../src/push/receiver.js';
import { coroscope, writeFiles } from '../support/command.js';
import { decodeForm } from '../support/decode-pprof.js';
import { receiver } from '../support/receiver.js';

const node = process.execPath;
const PROGRAM = {
  'shop.mjs': `
    async function wait() { await new Promise((resolve) => setTimeout(resolve, 2)); }
    async function main() { for (let i = 0; i < 3; i++) await wait(); }
    await main();
  `,
};

async function recorded(): Promise<string> {
  const directory = writeFiles(PROGRAM);
  await coroscope(node, ['run', '--quiet', '--out', 'a.json', 'shop.mjs'], { directory });
  return directory;
}

describe('coroscope push --as pyroscope', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await recorded();
  });

  it('sends a profile with its labels, and credentials that nobody sees', async () => {
    const { address, received } = await receiver();
    const push = ['push', 'a.json', '--to', address, '--as', 'pyroscope'];
    const labels = ['--label', 'host=a', '--label', 'version=1.2.0'];
    const environment = { PYROSCOPE_AUTH_TOKEN: 'tOkEn', PYROSCOPE_TENANT_ID: 'shop' };
    const end = await coroscope(node, [...push, ...labels], { directory, environment });
    expect(end).toMatchObject({
      code: 0,
      stdout: '',
      stderr: `coroscope: a.json pushed to ${address}\n`,
    });

    expect(received).toHaveLength(1);
    const [{ url, headers }] = received;
    expect(url.pathname).toBe('/ingest');
    expect(url.searchParams.get('name')).toBe('shop{host=a,version=1.2.0}');
    expect(headers).toMatchObject({ authorization: 'Bearer tOkEn', 'x-scope-orgid': 'shop' });
    const profile = readProfile(readFileSync(join(directory, 'a.json'), 'utf8'), 'a.json');
    const from = Date.parse(profile.startedAt!);
    expect(Number(url.searchParams.get('from'))).toBe(Math.floor(from / 1000));
    expect(Number(url.searchParams.get('until'))).toBe(Math.ceil((from + profile.elapsed) / 1000));

    const { sums, stacks } = await decodeForm(received[0]);
    const table = functionTable(profile);
    expect(sums.calls).toBe(table.reduce((sum, { calls }) => sum + calls, 0));
    const waiting = table.reduce((sum, { external }) => sum + external, 0);
    expect(Math.abs(sums.waiting - waiting * 1e6)).toBeLessThanOrEqual(1);
    expect(stacks).toContainEqual(['wait (shop.mjs)', 'main (shop.mjs)', '<module> (shop.mjs)']);
  });

  it('takes a user and a password, and the name of the service', async () => {
    const { address, received } = await receiver();
    const to = `${address}/pyroscope/ingest`;
    const environment = { PYROSCOPE_BASIC_AUTH_USER: 'me', PYROSCOPE_BASIC_AUTH_PASSWORD: 'pw' };
    const push = ['push', 'a.json', '--to', to, '--as', 'pyroscope', '--service', 'checkout'];
    expect(await coroscope(node, push, { directory, environment })).toMatchObject({ code: 0 });
    const [{ url, headers }] = received;
    expect(url.pathname).toBe('/pyroscope/ingest');
    expect(url.searchParams.get('name')).toBe('checkout{}');
    expect(headers.authorization).toBe(`Basic ${Buffer.from('me:pw').toString('base64')}`);
  });

  it('says in a line what is wrong, without the credentials', async () => {
    const echo = await receiver(() => ({ status: 401, text: 'no such token: tOkEn\nmore' }));
    const { received } = echo;
    const refusals: [string[], RegExp][] = [
      [['--to', echo.address], /\/ingest answered 401: no such token: \*\*\*$/],
      [['--to', 'http://127.0.0.1:1'], /can't push to http:\/\/127\.0\.0\.1:1\/ingest \(ECONNREF/],
      [['--to', 'http://me:tOkEn@localhost:1'], /holds a user or a password; give them in the env/],
      [['--to', echo.address, '--label', 'a'], /Give a name and a value/],
    ];
    for (const [args, message] of refusals) {
      const environment = { PYROSCOPE_AUTH_TOKEN: 'tOkEn' };
      const push = ['push', 'a.json', '--as', 'pyroscope', ...args];
      const end = await coroscope(node, push, { directory, environment });
      expect(end).toMatchObject({ code: 2, stdout: '' });
      expect(end.stderr.split('\n')[0]).toMatch(message);
      expect(end.stderr).not.toContain('tOkEn');
    }
    expect(received).toHaveLength(1);
  });
});

describe('the address of a receiver', () => {
  it('is completed, and has no other form', () => {
    const of = (to: string) => endpointUrl(to, '/ingest').href;
    expect(of('http://a:4040')).toBe('http://a:4040/ingest');
    expect(of('https://a/pyroscope/')).toBe('https://a/pyroscope/ingest');
    expect(of('http://a/ingest/?x=y')).toBe('http://a/ingest?x=y');
    for (const to of ['localhost:4040', 'ftp://a', 'a', '']) {
      expect(() => of(to)).toThrow('no address that begins with http:// or https://');
    }
  });
});

describe('the name of a series', () => {
  it('holds the labels, and nothing that Pyroscope would read otherwise', () => {
    expect(seriesName('shop', { host: 'a', version: '1.2.0' })).toBe('shop{host=a,version=1.2.0}');
    expect(() => seriesName('a b', {})).toThrow(
      'the service "a b" is no name that Pyroscope takes',
    );
    expect(() => seriesName('a', { 'b c': 'd' })).toThrow('the label "b c" is no name');
    for (const value of ['', 'b{', 'b,c=d', 'b\n']) {
      expect(() => seriesName('a', { b: value })).toThrow('the label b has the value');
    }
  });

  it('has the service of the script unless there is one', () => {
    expect(serviceOf('/app/src/shop.mts')).toBe('shop');
    expect(serviceOf('C:\\app\\my shop.js')).toBe('my_shop');
    expect(serviceOf(undefined)).toBe('unknown_service');
  });
});
