import { join } from 'node:path';
import { readOptions } from '../src/options/environment.js';
import { writeOptions } from '../src/options/passed-options.js';
import { completeOptions } from '../src/options/node-options.js';

describe('the options in the environment', () => {
  it('are the defaults where there are none', () => {
    expect(readOptions({})).toEqual({
      clock: 'wall',
      include: [],
      exclude: [],
      all: false,
      leaves: 'count',
      sourceText: true,
      flush: 1,
      startOff: false,
      delay: 0,
      cache: true,
      held: false,
      hot: 'time',
      quiet: false,
      cwd: process.cwd(),
    });
  });

  it('bound the call paths of dependencies lower, unless they say otherwise', () => {
    expect(completeOptions({}).maxContexts).toBeUndefined();
    expect(completeOptions({ all: true }).maxContexts).toBe(200_000);
    expect(completeOptions({ all: true, maxContexts: 7 }).maxContexts).toBe(7);
  });

  it('arrive as they were given', () => {
    const environment = {};
    const options = completeOptions({
      clock: 'cpu',
      include: ['a b', '"c"'],
      trace: 'a.trace',
      tagModule: 'tag.js',
      runDirectory: '/tmp/x',
    });
    writeOptions(environment, options);
    expect(readOptions(environment)).toEqual(options);
  });

  it('have an absolute working directory, which the program can not change', () => {
    const { cwd } = readOptions({ COROSCOPE_OPTIONS: '{"cwd":"source"}' });
    expect(cwd).toBe(join(process.cwd(), 'source'));
  });

  it.each([
    { text: '{', message: 'COROSCOPE_OPTIONS is not JSON; set it to {"clock":"wall"}' },
    { text: '[]', message: 'COROSCOPE_OPTIONS is not an object; set it to {"clock":"wall"}' },
    {
      text: '{"clock":"sun"}',
      message: `COROSCOPE_OPTIONS: option 'clock' must be 'wall' or 'cpu', not "sun"`,
    },
    {
      text: '{"include":1}',
      message: "option 'include' must be a string or an array of strings, not 1",
    },
    { text: '{"all":1}', message: "option 'all' must be a boolean, not 1" },
    { text: '{"out":""}', message: `option 'out' must be the path of a file, not ""` },
    { text: '{"clok":"cpu"}', message: "unknown option 'clok' (did you mean 'clock'?); known are" },
  ])('are refused with what to do: $text', ({ text, message }) => {
    expect(() => readOptions({ COROSCOPE_OPTIONS: text })).toThrow(message);
  });
});
