import { CoroscopeError } from '../src/coroscope-error.js';
import { completeOptions, readOptions, writeOptions } from '../src/options.js';

describe('the options in the environment', () => {
  it('are the defaults where there are none', () => {
    expect(readOptions({})).toEqual({
      clock: 'wall',
      include: [],
      exclude: [],
      all: false,
      sourceText: false,
      quiet: false,
      directory: process.cwd(),
      out: 'coroscope-profile.json',
    });
  });

  it('arrive as they were given', () => {
    const environment = {};
    const options = completeOptions({ clock: 'cpu', include: ['a b', '"c"'], parts: '/tmp/x' });
    writeOptions(environment, options);
    expect(readOptions(environment)).toEqual(options);
  });

  it.each([
    { text: '{', message: 'COROSCOPE_OPTIONS is not JSON; set it to {"clock":"wall"}, say' },
    { text: '[]', message: 'COROSCOPE_OPTIONS is not an object; set it to {"clock":"wall"}, say' },
    { text: '{"clock":"sun"}', message: 'clock must be "wall" or "cpu"' },
    { text: '{"include":"*"}', message: 'include must be an array of globs' },
    { text: '{"all":1}', message: 'all must be true or false' },
    { text: '{"out":""}', message: 'out must be a path' },
    { text: '{"clok":"cpu"}', message: 'there is no option clok; known are clock, include' },
  ])('are refused with what to do: $text', ({ text, message }) => {
    const read = () => readOptions({ COROSCOPE_OPTIONS: text });
    expect(read).toThrow(CoroscopeError);
    expect(read).toThrow(message);
  });
});
