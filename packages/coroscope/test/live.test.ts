import { readProfile } from '@coroscope/profile';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { calls, command, coroscope, rowOf, writeFiles } from './support/command.js';

/** Two steps, and a loop without an end. */
const STUCK = `
  async function step() { await null; }
  function spin() { for (;;) Math.sqrt(2); }
  await step();
  await step();
  spin();
`;

let running: ChildProcess | undefined;
let directory: string;

beforeEach(() => {
  directory = writeFiles({ 'main.mjs': STUCK });
});

/** Its command has the program's figures saved and ends it. */
afterEach(async () => {
  if (running?.kill('SIGTERM')) await once(running, 'exit');
  running = undefined;
});

/** Runs the program that is stuck, and returns what is said of its figures first. */
async function serve(option: string): Promise<string> {
  running = spawn(process.execPath, [command, 'run', option, 'main.mjs'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [line] = (await once(createInterface({ input: running.stderr! }), 'line')) as [string];
  return line;
}

async function ask(url: string, options: RequestOptions = {}) {
  const asked = request(url, options).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: await text(response) };
}

describe('coroscope run --live', () => {
  it('serves the page and JSON of a program that is stuck to who knows the address', async () => {
    const line = await serve('--live');
    expect(line).toMatch(/^coroscope: live at http:\/\/127\.0\.0\.1:\d+\/[\w-]{20,}\/$/);
    const url = line.slice('coroscope: live at '.length);
    const spins = async () => {
      const { status, body } = await ask(`${url}profile.json`);
      if (status !== 200) throw new Error(body);
      const profile = readProfile(body, 'the profile');
      return calls(profile).spin === undefined ? undefined : profile;
    };
    let profile = await spins();
    while (profile === undefined) profile = await spins();
    expect(calls(profile)).toEqual({ step: 2, spin: 1 });
    expect(rowOf(profile, 'spin').live).toBe(1);
    const threads = JSON.parse((await ask(`${url}threads.json`)).body) as object[];
    expect(threads).toMatchObject([
      { name: 'main', isRecording: true, stack: [{ name: 'spin' }, { name: '<module>' }] },
    ]);
    const list = JSON.parse((await ask(`${url}documents.json`)).body) as object;
    expect(list).toEqual({
      isLive: true,
      reset: 'reset',
      documents: [{ kind: 'profile', name: 'live', url: 'documents/0' }],
    });
    expect((await ask(url)).body).toMatch(/^<!doctype html>/);
    expect((await ask(`${url}documents/0`)).status).toBe(200);

    const { origin } = new URL(url);
    expect((await ask(`${origin}/guess/profile.json`)).status).toBe(404);
    expect((await ask(`${url}other.json`)).status).toBe(404);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    for (const headers of [{ host: 'evil.example' }, { origin: 'http://evil.example' }, foreign]) {
      expect((await ask(`${url}profile.json`, { headers })).status).toBe(403);
    }
    expect((await ask(`${url}reset`, { method: 'POST' })).status).toBe(403);
    const own = { method: 'POST', headers: { origin } };
    expect((await ask(`${url}reset`, own)).status).toBe(204);
    const after = readProfile((await ask(`${url}profile.json`)).body, 'the profile');
    expect(rowOf(after, 'spin')).toMatchObject({ calls: 0, carriedIn: 1, live: 1 });
    expect(calls(after).step).toBeUndefined();
  });

  it('serves the same at a socket that only the user can open', async () => {
    const socketPath = join(directory, 'live.sock');
    const line = await serve(`--live=${socketPath}`);
    expect(line).toMatch(
      / live: curl --unix-socket .*live\.sock http:\/\/localhost\/[\w-]+\/profile\.json$/,
    );
    expect(statSync(socketPath).mode & 0o777).toBe(0o600);
    const url = line.slice(line.indexOf('http'));
    const { body } = await ask(url, { socketPath });
    expect(readProfile(body, 'the profile').program?.arguments).toEqual(['main.mjs']);
    const ended = once(running!, 'exit');
    running!.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(existsSync(socketPath)).toBe(false);
  });

  it('says what it is not for', async () => {
    const refused = async (...options: string[]) => {
      const { code, stderr } = await coroscope(process.execPath, ['run', ...options, 'main.mjs'], {
        directory,
      });
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused('--live', '--runs', '2')).toBe(
      'coroscope: --live is for one run; leave out --runs\n',
    );
    expect(await refused('--live', '--no-watcher')).toBe(
      'coroscope: --live shows what the watcher reads; leave out --no-watcher\n',
    );
    expect(await refused('--live=missing/live.sock')).toMatch(
      /can't listen on missing\/live\.sock \(\w+\); name another with --live\n$/,
    );
  });
});
