import { endpointUrl } from '../../src/push/receiver.js';
import { send } from '../../src/push/send.js';
import { receiver } from '../support/receiver.js';

const body = Buffer.from('body');
const how = { keepsAlive: true, delay: 1 };
const to = (address: string) => ({
  url: endpointUrl(address, '/x'),
  headers: { authorization: 'secret' },
  secrets: ['secret'],
});

describe('send', () => {
  it('repeats what comes too early', async () => {
    const { address, received } = await receiver((count) => ({
      status: [429, 503, 200][count - 1],
    }));
    await send(to(address), body, { 'content-type': 'text/plain' }, how);
    expect(received).toHaveLength(3);
    for (const { body: got, headers } of received) {
      expect(got.toString()).toBe('body');
      expect(headers).toMatchObject({ authorization: 'secret', 'content-type': 'text/plain' });
    }
  });

  it('gives up after five times', async () => {
    const { address, received } = await receiver(() => ({ status: 503, text: 'busy with secret' }));
    await expect(send(to(address), body, {}, how)).rejects.toThrow(
      `${address}/x answered 503 after 5 retries: busy with ***`,
    );
    expect(received).toHaveLength(6);
  });

  it('waits as long as the receiver wants, and longer from time to time where it says nothing', async () => {
    const waits: number[] = [];
    const timeout = jest.spyOn(globalThis, 'setTimeout');
    timeout.mockImplementation(((callback: () => void, time: number) => {
      // That of the request itself is not awaited.
      if (time !== 10_000) {
        waits.push(time);
        setImmediate(callback);
      }
      return { unref: () => {} };
    }) as never);
    const random = jest.spyOn(Math, 'random').mockReturnValue(1);
    const headers: Record<string, string>[] = [
      { 'retry-after': '7' },
      { 'retry-after': '1000' },
      {},
      {},
      {},
    ];
    const { address } = await receiver((count) => ({ status: 429, headers: headers[count - 1] }));
    await expect(send(to(address), body, {}, { keepsAlive: true })).rejects.toThrow('429');
    timeout.mockRestore();
    random.mockRestore();
    expect(waits).toEqual([7000, 30_000, 4000, 8000, 16_000]);
  });

  it.each([301, 400, 401, 404, 413, 500])('does not repeat what is answered %i', async (status) => {
    const { address, received } = await receiver(() => ({
      status,
      headers: { location: '/elsewhere' },
    }));
    await expect(send(to(address), body, {}, how)).rejects.toThrow(`/x answered ${status}`);
    expect(received).toHaveLength(1);
  });
});
