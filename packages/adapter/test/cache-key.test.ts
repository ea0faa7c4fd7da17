import { cacheKey } from '../src/index.js';

describe('the key of what is cached', () => {
  it('is the same for the same options, in whatever order they are written', () => {
    expect(cacheKey({ include: 'src', leaves: 'skip' })).toBe(
      cacheKey({ leaves: 'skip', include: 'src' }),
    );
  });

  it('differs with options, source, and what belongs to which value', () => {
    const keys = [
      cacheKey({}),
      cacheKey({ leaves: 'skip' }),
      cacheKey({ leaves: 'time' }),
      cacheKey('a', 'bc'),
      cacheKey('ab', 'c'),
      cacheKey(['a', 'b']),
      cacheKey(['b', 'a']),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
