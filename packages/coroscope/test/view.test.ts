import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { unpackComparison, writeProfile } from '@coroscope/profile';
import { referenceExample } from '../../profile/test/reference-example.js';
import { command, coroscope, temporaryDirectory } from './support/command.js';

let directory: string;
const file = (name: string) => join(directory, name);

beforeEach(() => {
  directory = temporaryDirectory();
  writeFileSync(file('base.json'), writeProfile(referenceExample()));
  writeFileSync(file('head.json'), writeProfile(referenceExample()));
});

describe('coroscope view', () => {
  let server: ChildProcess | undefined;
  afterEach(() => server?.kill('SIGKILL'));

  /** Starts it, and waits for the address that it prints. */
  const serve = async (...args: string[]): Promise<string> => {
    server = spawn(process.execPath, [command, 'view', '--no-open', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [url] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string];
    return url;
  };

  it('serves the page and its documents to who knows the address', async () => {
    const url = await serve(file('base.json'), file('head.json'));
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{20,}\/$/);
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const list = (await (await fetch(`${url}documents.json`)).json()) as {
      isLive: boolean;
      documents: { kind: string; url: string }[];
    };
    expect(list.isLive).toBe(false);
    expect(list.documents.map(({ kind }) => kind)).toEqual(['profile', 'profile', 'comparison']);
    for (const { url: document } of list.documents) {
      expect((await fetch(url + document)).status).toBe(200);
    }
    const status = async (address: string, method = 'GET') =>
      (await fetch(address, { method })).status;
    const { origin } = new URL(url);
    expect(await status(origin)).toBe(404);
    expect(await status(`${origin}/guess/documents.json`)).toBe(404);
    expect(await status(`${url}documents/9`)).toBe(404);
    expect(await status(`${url}documents.json`, 'POST')).toBe(403);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends with %s', async (signal) => {
    await serve(file('base.json'));
    const ended = once(server!, 'exit');
    server!.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('writes the page to a file', async () => {
    const out = file('page.html');
    const { code, stderr } = await coroscope(process.execPath, [
      'view',
      file('base.json'),
      '--out',
      out,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: `coroscope: page written to ${out}\n` });
    expect(readFileSync(out, 'utf8')).toMatch(
      /<script type="application\/x-coroscope" data-kind="profile"/,
    );
  });

  it('compares two folders run by run, so that times can be tested', async () => {
    const slower = { ...referenceExample(), elapsed: referenceExample().elapsed + 1000 };
    for (const [side, profile] of [
      ['before', referenceExample()],
      ['after', slower],
    ] as const) {
      mkdirSync(file(side));
      for (let run = 0; run < 5; run++) {
        writeFileSync(file(`${side}/${run}.json`), writeProfile(profile));
      }
    }
    const url = await serve(file('before'), file('after'));
    const { documents } = (await (await fetch(`${url}documents.json`)).json()) as {
      documents: { kind: string; url: string }[];
    };
    expect(documents.map(({ kind }) => kind)).toEqual(['profile', 'profile', 'comparison']);
    const bytes = await (await fetch(url + documents[2].url)).arrayBuffer();
    const { comparison, tree } = unpackComparison(new Uint8Array(bytes));
    expect([comparison.base.runs, comparison.head.runs]).toEqual([5, 5]);
    expect(comparison.times.elapsed?.verdict).toBe('worse');
    // Of one run, and not of all together.
    const calls = (side: 'base' | 'head') => tree![side].calls.reduce((sum, some) => sum + some);
    const [{ contexts }] = referenceExample().threads;
    const callsOfOne = contexts.calls.slice(1).reduce((sum, some) => sum + some);
    expect([calls('base'), calls('head')]).toEqual([callsOfOne, callsOfOne]);
  });

  it('names a file that holds nothing to be shown', async () => {
    writeFileSync(file('odd.json'), '{"format":"something else"}');
    const { code, stderr } = await coroscope(process.execPath, ['view', file('odd.json')]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/odd\.json: is not a Coroscope profile; make one with/);
  });
});
