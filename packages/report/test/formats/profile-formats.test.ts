import { readProfile } from '@coroscope/profile';
import { PROFILE_FORMATS, renderText } from '../../src/index.js';
import { textOf } from '../support/chunks.js';
import { referenceProfile } from '../support/profile.js';

const render = (name: string, options = {}) =>
  textOf(
    PROFILE_FORMATS.find((format) => format.name === name)!.render(referenceProfile(), options),
  );

describe('the formats of a profile', () => {
  it('have names and extensions of their own', () => {
    const names = PROFILE_FORMATS.map(({ name }) => name);
    const extensions = PROFILE_FORMATS.flatMap((format) => format.extensions);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(extensions).size).toBe(extensions.length);
    for (const extension of extensions) expect(extension).toMatch(/^(\.[a-z]+)+$/);
  });

  it.each(PROFILE_FORMATS)('$name renders bytes only if it is binary', ({ isBinary, render }) => {
    const chunks = [...render(referenceProfile())];
    expect(chunks.length).toBeGreaterThan(0);
    for (const chunk of chunks) expect(typeof chunk).toBe(isBinary ? 'object' : 'string');
  });
});

it('text is the report, as the options want it', () => {
  expect(render('text')).toBe(renderText(referenceProfile()));
  expect(render('text', { sort: 'name' })).toContain('by name');
});

it('json is the whole profile, whatever the options leave out', () => {
  const text = render('json', { limit: 1, minCalls: 100 });
  expect(readProfile(text, 'a.json')).toEqual(referenceProfile());
  expect(text.endsWith('}\n')).toBe(true);
});

it.each(['speedscope', 'cpuprofile', 'firefox'])('%s is JSON whatever the numbers', (name) => {
  const profile = referenceProfile();
  const { contexts } = profile.threads[0]!;
  contexts.self = contexts.self.map(() => 1e308);
  contexts.external = contexts.external.map(() => 1e308);
  contexts.calls = contexts.calls.map(() => 1e308);
  const { render } = PROFILE_FORMATS.find((format) => format.name === name)!;
  expect(() => JSON.parse(textOf(render(profile, {}))) as unknown).not.toThrow();
});
