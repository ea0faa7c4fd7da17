import { request as requestByHttp, type IncomingMessage } from 'node:http';
import { request as requestByHttps } from 'node:https';
import { PushError } from './push-error.js';
import type { Receiver } from './receiver.js';

export interface SendOptions {
  /** Whether the program waits for it to end, where there is nothing else to do. */
  keepsAlive: boolean;
  /** Milliseconds before the first repetition. */
  delay?: number;
}

/** How often a request is repeated that came too early, at most. */
const MOST_RETRIES = 5;
/** Milliseconds. */
const FIRST_DELAY = 1000;
const LONGEST_DELAY = 30_000;
const TIMEOUT = 10_000;
/** Bytes of an answer that are looked at. */
const READ = 4096;
/** Characters of an answer that are shown. */
const SHOWN = 200;

/** What is done when the receiver has too much to do. */
const RETRIED = new Set([429, 503]);

interface Answer {
  status: number;
  /** At most `READ` bytes of it. */
  body: Buffer;
  /** Milliseconds that the receiver wants to be left alone. */
  retryAfter: number | undefined;
}

/**
 * Posts a body to a receiver. Where that has too much to do (429, 503), it is repeated, five times at most,
 * later each time; but never for a request that failed in another way.
 *
 * @returns The beginning of the answer.
 * @throws {PushError} if it can't be reached or does not take it
 */
export async function send(
  { url, headers, secrets }: Receiver,
  body: Uint8Array,
  more: Record<string, string>,
  { keepsAlive, delay = FIRST_DELAY }: SendOptions,
): Promise<Uint8Array> {
  const where = `${url.origin}${url.pathname}`;
  const all = { ...headers, ...more, 'content-length': `${body.length}` };
  for (let retries = 0; ; retries++) {
    const answer = await post(url, body, all, keepsAlive).catch((error: unknown) => {
      throw new PushError(`can't push to ${where} (${reasonOf(error)}); is the receiver running?`);
    });
    const { status, body: answered, retryAfter } = answer;
    if (status >= 200 && status < 300) return answered;
    if (!RETRIED.has(status) || retries === MOST_RETRIES) {
      const times = retries === 0 ? '' : ` after ${retries} retries`;
      throw new PushError(`${where} answered ${status}${times}${quoted(answered, secrets)}`);
    }
    // So that those who were refused together don't all come back together.
    const backOff = delay * 2 ** retries * (0.5 + Math.random() / 2);
    await pause(Math.min(retryAfter ?? backOff, LONGEST_DELAY), keepsAlive);
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message.split('\n')[0];
}

/** The first line of what the receiver says. */
function quoted(answered: Buffer, secrets: readonly string[]): string {
  let line = answered.toString().trim().split('\n')[0];
  for (const secret of secrets) line = line.replaceAll(secret, '***');
  line = line.slice(0, SHOWN);
  return line === '' ? '' : `: ${line}`;
}

function pause(milliseconds: number, keepsAlive: boolean): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    if (!keepsAlive) timer.unref();
  });
}

/** Redirections are not followed: they would take the credentials elsewhere. */
function post(
  url: URL,
  body: Uint8Array,
  headers: Record<string, string>,
  keepsAlive: boolean,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestByHttps : requestByHttp;
    const outgoing = request(url, { method: 'POST', headers, agent: false });
    outgoing.on('socket', (socket) => {
      if (!keepsAlive) socket.unref();
    });
    const timer = setTimeout(() => {
      outgoing.destroy(new Error(`no answer in ${TIMEOUT / 1000} s`));
    }, TIMEOUT);
    timer.unref();
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      incoming.on('error', reject);
      beginningOf(incoming).then((beginning) => {
        const { statusCode: status = 0, headers: answered } = incoming;
        resolve({ status, body: beginning, retryAfter: delayOf(answered['retry-after']) });
      }, reject);
    });
    outgoing.end(body);
  });
}

/** The beginning of an answer; the rest is read and dropped. */
async function beginningOf(incoming: IncomingMessage): Promise<Buffer> {
  let beginning = Buffer.alloc(0);
  for await (const part of incoming) {
    if (beginning.length < READ) beginning = Buffer.concat([beginning, part as Buffer]);
  }
  return beginning.subarray(0, READ);
}

/** @param header Seconds, or a date. */
function delayOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
