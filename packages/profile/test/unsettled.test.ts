import { activities, checkBudget, findings, totals, type Profile } from '../src/index.js';
import { buildProfile } from './build-profile.js';

/** How many activations of a function are unsettled, by everything that counts them. */
function unsettled(profile: Profile, name: string) {
  const index = profile.functions.findIndex((fn) => fn.name === name);
  const budget = checkBudget(
    profile,
    {
      format: 'coroscope-budget',
      version: 1,
      functions: { 'main.ts': { [name]: { unsettled: -1 } } },
    },
    (path) => path,
  );
  return {
    activities: activities(profile)[index].unsettled,
    budget: budget.violations[0].excesses[0].actual,
    findings: findings(profile)
      .filter((finding) => finding.kind === 'unsettled-await' && finding.function === index)
      .map((finding) => 'activations' in finding && finding.activations),
    totals: totals(profile).unsettled,
  };
}

const names = { load: { kind: 'async', file: 'main.ts' } } as const;
const places = {
  query: { of: 'load', line: 2 },
  parse: { of: 'load', line: 3 },
  held: { of: 'load', line: 4, kind: 'yield' },
} as const;

describe('what is unsettled', () => {
  it('is what entered in the window and waits for a promise', () => {
    // Of four calls one has exited and one is on the stack.
    const profile = buildProfile({
      names,
      places,
      contexts: [{ of: 'load', calls: 4, live: 3 }],
      sites: { query: { live: 2 } },
    });
    expect(unsettled(profile, 'load')).toEqual({
      activities: 2,
      budget: 2,
      findings: [2],
      totals: 2,
    });
  });

  it('is not what hung before the window opened', () => {
    const profile = buildProfile({
      names,
      places,
      contexts: [{ of: 'load', carriedIn: 1, live: 1 }],
      sites: { query: { live: 1 } },
    });
    expect(unsettled(profile, 'load')).toEqual({
      activities: 0,
      budget: 0,
      findings: [],
      totals: 0,
    });
  });

  it('is at a site no more than at all', () => {
    // Two hang that were there before, and one of the window: at which site can't be told.
    const profile = buildProfile({
      names,
      places,
      contexts: [{ of: 'load', calls: 1, carriedIn: 2, live: 3 }],
      sites: { query: { live: 2 }, parse: { live: 1 } },
    });
    expect(unsettled(profile, 'load')).toEqual({
      activities: 1,
      budget: 1,
      findings: [1, 1],
      totals: 1,
    });
  });

  it('is not what its consumer holds', () => {
    const profile = buildProfile({
      names,
      places,
      contexts: [{ of: 'load', calls: 2, live: 2 }],
      sites: { query: { live: 1 }, held: { live: 1 } },
    });
    expect(unsettled(profile, 'load')).toEqual({
      activities: 1,
      budget: 1,
      findings: [1],
      totals: 1,
    });
  });
});
