import { withReadingShown } from '../../src/messages/progress.js';

/** A stream that keeps what is written. */
function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) };
  return { written, stream: stream as unknown as NodeJS.WriteStream };
}

const LARGE = { length: 120e6 } as Uint8Array;
const SMALL = { length: 1e6 } as Uint8Array;

describe('what is being read', () => {
  it('is shown on a terminal while it is, if it is large', () => {
    const { written, stream } = terminal(true);
    const read = () => {
      expect(written).toEqual(['\rcoroscope: reading a.json, 120 MB …']);
      return 'profile';
    };
    expect(withReadingShown('a.json', LARGE, read, stream)).toBe('profile');
    expect(written).toHaveLength(2);
    expect(written[1]).toBe('\r\x1b[K');
  });

  it('is no longer when it proves damaged', () => {
    const { written, stream } = terminal(true);
    const read = () => {
      throw new Error('damaged');
    };
    expect(() => withReadingShown('a.json', LARGE, read, stream)).toThrow('damaged');
    expect(written.at(-1)).toBe('\r\x1b[K');
  });

  it.each([
    ['a small file', SMALL, true],
    ['no terminal', LARGE, false],
  ])('is not for %s', (_, bytes, isTTY) => {
    const { written, stream } = terminal(isTTY);
    withReadingShown('a.json', bytes, () => undefined, stream);
    expect(written).toEqual([]);
  });
});
