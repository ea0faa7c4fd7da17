import { findProgram, type ProgramReading, type RunningProgram } from '@coroscope/node/live';
import { writeProfile, type Profile } from '@coroscope/profile';
import { answerPageRequest } from '@coroscope/report';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { say } from '../messages/say.js';
import { servePage, type PageAddress } from './serve-page.js';

/** Milliseconds for which a reading is shared: a page asks for its list and its documents one after the other. */
const FRESH = 300;

/** Milliseconds that the program may take to start: a package manager may come before it. */
const PATIENCE = 15_000;

/** The path of a page to which a post counts from now on. */
const RESET = 'reset';

/**
 * Serves the figures of the program that this command runs, as a page and as JSON, while it runs. Its watcher is
 * asked, and only when somebody looks.
 *
 * @returns a function that ends it
 * @throws {CoroscopeError} if nothing can listen there
 */
export async function serveRunning(address: PageAddress): Promise<() => void> {
  const source = new RunningSource();
  const { url, close } = await servePage(address, '--live', (...request) =>
    source.answer(...request),
  );
  say(
    'socket' in address
      ? `live: curl --unix-socket ${address.socket} ${url}profile.json`
      : `live at ${url}`,
  );
  return () => {
    close();
    source.close();
  };
}

class RunningSource {
  #program: RunningProgram | undefined;
  #reading: Promise<ProgramReading> | undefined;
  #readAt = 0;

  close(): void {
    this.#program?.close();
  }

  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const json = (text: string) => {
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      };
      response.writeHead(200, headers).end(text);
      return true;
    };
    switch (`${request.method} ${path}`) {
      case 'GET ':
        return answerPageRequest(request, response, path, sourceOf(undefined));
      case 'GET profile.json':
        return json(writeProfile((await this.#read()).profile));
      case 'GET threads.json':
        return json(
          JSON.stringify(
            (await this.#read()).threads.map(
              ({ hasFigures: _, hasLatest: _1, hasWhole: _2, ...thread }) => thread,
            ),
          ),
        );
      case `POST ${RESET}`:
        this.#reading = (await this.#find()).reset();
        await this.#reading;
        response.writeHead(204).end();
        return true;
      default:
        return answerPageRequest(request, response, path, sourceOf((await this.#read()).profile));
    }
  }

  async #read(): Promise<ProgramReading> {
    const program = await this.#find();
    const now = Date.now();
    if (this.#reading === undefined || now - this.#readAt > FRESH) {
      this.#reading = program.read();
      this.#readAt = now;
    }
    return this.#reading;
  }

  async #find(): Promise<RunningProgram> {
    return (this.#program ??= await findProgram(process.pid, PATIENCE));
  }
}

function sourceOf(profile: Profile | undefined) {
  const documents =
    profile === undefined ? [] : [{ kind: 'profile' as const, name: 'live', profile }];
  return { documents: () => documents, isLive: true, reset: RESET };
}
