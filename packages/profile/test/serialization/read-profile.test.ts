import { readProfile, ProfileError, type Profile } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';
import { referenceExample } from '../reference-example.js';

/** The error of reading a text. */
function errorOf(text: string): ProfileError {
  try {
    readProfile(text, 'app.json');
  } catch (error) {
    if (error instanceof ProfileError) return error;
    throw error;
  }
  throw new Error('read without an error');
}

/** The error of reading the reference example after some damage. */
function errorAfter(damage: (profile: Profile) => void): ProfileError {
  const profile = referenceExample();
  damage(profile);
  return errorOf(JSON.stringify(profile));
}

describe('reading a profile', () => {
  it('gives back what was saved', () => {
    const profile = referenceExample();
    expect(readProfile(JSON.stringify(profile), 'app.json')).toEqual(profile);
  });

  it('accepts a profile of nothing', () => {
    const empty = buildProfile({});
    expect(readProfile(JSON.stringify(empty), 'app.json')).toEqual(empty);
  });

  it('accepts properties that a later writer added', () => {
    const extended = { ...referenceExample(), tags: ['a'] };
    expect(readProfile(JSON.stringify(extended), 'app.json')).toEqual(extended);
  });

  it('accepts times that rounding left just below zero', () => {
    const profile = referenceExample();
    profile.threads[0].contexts.self[1] = -1e-13;
    expect(() => readProfile(JSON.stringify(profile), 'app.json')).not.toThrow();
  });
});

describe('a text that is no profile', () => {
  const text = JSON.stringify(referenceExample(), null, 1);

  it.each([
    ['in the middle', text.slice(0, text.length / 2)],
    ['before the last brace', text.trimEnd().slice(0, -1)],
    ['inside a string', text.slice(0, text.indexOf('coroscope-profile') + 4)],
    ['after an escaped quote', '{"format":"a\\"'],
  ])('cut off %s is said to be cut off', (_, cut) => {
    expect(errorOf(cut).message).toBe('app.json: is cut off; save the profile again');
  });

  it('that is empty is said to be empty', () => {
    expect(errorOf('').message).toBe('app.json: is empty; save the profile again');
    expect(errorOf(' \n').message).toBe('app.json: is empty; save the profile again');
  });

  it.each([
    ['a log', 'GET /index.html 200'],
    ['compressed', '\x1f\x8b\x08{"'],
  ])('that is not JSON (%s) is said not to be', (_, other) => {
    expect(errorOf(other).message).toMatch(/^app\.json: is not JSON; make one with `coroscope run/);
  });

  it('that has been JSON is said to be damaged, and where', () => {
    expect(errorOf('{"format":\n"coroscope-profile"}}').message).toBe(
      'app.json: is no longer JSON at line 2, column 21; save the profile again',
    );
  });

  it('may have a byte order mark', () => {
    expect(readProfile(`\ufeff${text}`, 'app.json')).toEqual(readProfile(text, 'app.json'));
  });

  it.each(['{}', 'null', '[]', '3', '"text"', '{"format":"other","version":1}'])(
    'that is other JSON (%s) is said not to be a profile',
    (other) => {
      expect(errorOf(other).message).toMatch(
        /^app\.json: is not a Coroscope profile; make one with `coroscope run/,
      );
    },
  );
});

describe('a profile of another version', () => {
  it('asks for an upgrade when it is newer', () => {
    expect(errorOf('{"format":"coroscope-profile","version":4}').message).toBe(
      'app.json: is a profile of version 4, newer than version 3, the latest that is read here; upgrade coroscope',
    );
  });

  it('asks for a new one when there never was such a version', () => {
    expect(errorOf('{"format":"coroscope-profile","version":0}').message).toBe(
      'app.json: is a profile of version 0, no longer read; profile the program again',
    );
  });

  it('is damaged when the version is no number', () => {
    const { path } = errorAfter((profile) => (profile.version = '2' as never));
    expect(path).toBe('$.version');
  });
});

describe('a damaged profile', () => {
  it('is one line with what is wrong, where, and the fix', () => {
    const error = errorAfter(({ threads }) => Reflect.deleteProperty(threads[0], 'elapsed'));
    expect(error.message).toBe(
      'app.json: $.threads[0] has no "elapsed"; the profile is damaged, save it again',
    );
    expect(error).toMatchObject({ document: 'app.json', path: '$.threads[0]' });
  });

  it.each<[string, (profile: Profile) => void, string, RegExp]>([
    [
      'a time that JSON could not hold',
      ({ threads }) => (threads[0].contexts.self[2] = NaN),
      '$.threads[0].contexts.self[2]',
      /must be number/,
    ],
    [
      'an unknown kind',
      ({ functions }) => (functions[1].kind = 'macro' as never),
      '$.functions[1].kind',
      /must be one of module, function, async, generator, asyncGenerator/,
    ],
    [
      'columns of two lengths',
      ({ threads }) => threads[0].contexts.calls.pop(),
      '$.threads[0].contexts.calls',
      /has 4 rows where "parent" has 5/,
    ],
    [
      'a child before its parent',
      ({ threads }) => (threads[0].contexts.parent[2] = 3),
      '$.threads[0].contexts.parent[2]',
      /is 3, which is no earlier row/,
    ],
    [
      'a second root',
      ({ threads }) => (threads[0].contexts.parent[2] = -1),
      '$.threads[0].contexts.parent[2]',
      /is -1, which is no earlier row/,
    ],
    [
      'a context that is its own parent',
      ({ threads }) => (threads[0].contexts.parent[2] = 2),
      '$.threads[0].contexts.parent[2]',
      /is 2, which is no earlier row/,
    ],
    [
      'a root with a parent',
      ({ threads }) => (threads[0].contexts.parent[0] = 0),
      '$.threads[0].contexts.parent[0]',
      /must be -1 for the root/,
    ],
    [
      'a root that is a function',
      ({ threads }) => (threads[0].contexts.function[0] = 0),
      '$.threads[0].contexts.function[0]',
      /must be -1 for the root/,
    ],
    [
      'a context of no function',
      ({ threads }) => (threads[0].contexts.function[1] = -1),
      '$.threads[0].contexts.function[1]',
      /is -1, but there are 4 to choose from/,
    ],
    [
      'a context of a function that is not described',
      ({ threads }) => (threads[0].contexts.function[1] = 4),
      '$.threads[0].contexts.function[1]',
      /is 4, but there are 4 to choose from/,
    ],
    [
      'a function of a file that is not described',
      ({ functions }) => (functions[3].file = 1),
      '$.functions[3].file',
      /is 1, but there are 1 to choose from/,
    ],
    [
      'a site of a function that is not described',
      ({ sites }) => (sites[0].function = 9),
      '$.sites[0].function',
      /is 9/,
    ],
    [
      'a wait that depends on one that is not described',
      ({ sites }) => (sites[0].dependsOn = [9]),
      '$.sites[0].dependsOn[0]',
      /is 9/,
    ],
    [
      'a figure of a function that is not described',
      ({ threads }) => (threads[0].functions.function[0] = 9),
      '$.threads[0].functions.function[0]',
      /is 9/,
    ],
    [
      'a figure of a site that is not described',
      ({ threads }) => (threads[0].sites.site[1] = 9),
      '$.threads[0].sites.site[1]',
      /is 9/,
    ],
    [
      'a sequence from a site that is not described',
      ({ threads }) => (threads[0].sequences.before[0] = 9),
      '$.threads[0].sequences.before[0]',
      /is 9/,
    ],
    [
      'a sequence to a site that is not described',
      ({ threads }) => (threads[0].sequences.after[0] = 9),
      '$.threads[0].sequences.after[0]',
      /is 9/,
    ],
    [
      'a stretch in a context that is not there',
      ({ threads }) => (threads[0].stretches[1].context = 5),
      '$.threads[0].stretches[1].context',
      /is 5, but there are 5 to choose from/,
    ],
    [
      'a stretch held by a context that is not there',
      ({ threads }) => (threads[0].stretches[1].heaviest = 5),
      '$.threads[0].stretches[1].heaviest',
      /is 5, but there are 5 to choose from/,
    ],
  ])('with %s is refused', (_, damage, path, problem) => {
    const error = errorAfter(damage);
    expect(error.path).toBe(path);
    expect(error.problem).toMatch(problem);
  });
});
