import { connect, type Socket } from 'node:net';
import type { Answer, Question } from '../channel/messages.js';
import type { Channel } from '../run-directory/channel.js';
import { CoroscopeError } from '../messages/coroscope-error.js';
import { ProgramEnded } from './program-ended.js';

/** What a watcher has answered: its words, and the text of the profiles that it announced. */
export interface Reply {
  answer: Answer;
  profiles: string[];
}

/** Milliseconds that a watcher may take for a part of its answer. */
const PATIENCE = 15_000;

/** A connection to the watcher of a process, on which one question is asked at a time. */
export class Connection {
  readonly #socket: Socket;
  readonly #token: string;
  #arrived: (line: string) => void = () => {};
  #failed: (error: Error) => void = () => {};
  #failure: Error | undefined;

  private constructor(socket: Socket, { process, token }: Channel) {
    this.#socket = socket;
    this.#token = token;
    const end = (error: Error) => {
      this.#failure ??= error;
      this.#failed(this.#failure);
      socket.destroy();
    };
    const fail = (problem: string) => end(new CoroscopeError(`process ${process} ${problem}`));
    socket
      .on('error', () => end(new ProgramEnded(process)))
      .on('close', () => end(new ProgramEnded(process)))
      .on('timeout', () => fail('does not answer; it may have been stopped'));
    onLine(socket, (line) => {
      try {
        this.#arrived(line);
      } catch {
        fail('gives no answer that is known; is its Coroscope of another version?');
      }
    });
  }

  /** @returns undefined if the process has ended */
  static open(channel: Channel): Promise<Connection | undefined> {
    return new Promise((resolve) => {
      const socket = connect(channel.address);
      socket.once('error', () => resolve(undefined));
      socket.once('connect', () => resolve(new Connection(socket, channel)));
    });
  }

  get isClosed(): boolean {
    return this.#failure !== undefined;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** @throws {CoroscopeError} if the process ends, or does not answer */
  async ask(question: Question): Promise<Reply> {
    try {
      return await this.#reply(question);
    } finally {
      this.#socket.setTimeout(0);
    }
  }

  #reply(question: Question): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure);
      let answer: Answer | undefined;
      const profiles: string[] = [];
      let left = 0;
      this.#failed = reject;
      this.#arrived = (line) => {
        if (answer === undefined) {
          answer = JSON.parse(line) as Answer;
          for (const { hasFigures, hasLatest, hasWhole } of answer.threads) {
            left += Number(hasFigures) + Number(hasLatest) + Number(hasWhole);
          }
        } else {
          profiles.push(line);
          left--;
        }
        if (left === 0) resolve({ answer, profiles });
      };
      this.#socket.setTimeout(PATIENCE);
      this.#socket.write(`${JSON.stringify({ ...question, token: this.#token })}\n`);
    });
  }
}

/** Calls back with each line, which may be of many megabytes: its parts are joined once. */
function onLine(socket: Socket, callback: (line: string) => void): void {
  let parts: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      parts.push(chunk.subarray(start, end));
      start = end + 1;
      const line = Buffer.concat(parts).toString();
      parts = [];
      callback(line);
    }
    parts.push(chunk.subarray(start));
  });
}
