import { readProfile, type Profile } from '@coroscope/profile';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { command, temporaryDirectory } from '../../../packages/coroscope/test/support/command.js';
import { freePort, Server } from './server.js';

/** An application that is built first. */
export interface Build {
  directory: string;
  /** The script that builds it, and its arguments. */
  build: readonly string[];
  /** The folder that it is built into. */
  output: string;
  /** What serves that, as `coroscope run` takes it. */
  server: readonly string[];
  /** Variables of both; of the server, `PORT` as well. */
  environment: NodeJS.ProcessEnv;
  node?: string;
  /** How the server names its URL. */
  url?: RegExp;
}

/** Builds an application anew, and gives the profile of its server, which has answered requests. */
export async function profileOfBuild(
  { directory, build, output, server: served, environment, node = process.execPath, url }: Build,
  request: (url: string) => Promise<void>,
): Promise<Profile> {
  rmSync(join(directory, output), { recursive: true, force: true });
  execFileSync(node, build, { cwd: directory, env: { ...process.env, ...environment } });
  const out = join(temporaryDirectory(), 'profile.json');
  // What the compiler has added there is not the application's.
  const run = [command, 'run', '--quiet', '--out', out, '--exclude', `${output}/**`, ...served];
  const server = new Server(directory, run, { ...environment, PORT: await freePort() }, node);
  try {
    await request(await server.url(url));
  } finally {
    await server.interrupt();
  }
  return readProfile(readFileSync(out, 'utf8'), out);
}
