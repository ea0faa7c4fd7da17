import type { Profile } from '@coroscope/profile';
import { buildProfile } from './profile.js';

/**
 * A service whose `render` holds the thread while `query` waits: 600 of 1,000 ms on stack, 100 elsewhere,
 * 300 idle. The 900 ms that the queries waited are outside for 250, contended for 500, undecided for 150.
 */
export function busyProfile(): Profile {
  const profile = buildProfile({
    elapsed: 1000,
    functions: {
      handle: { kind: 'async', line: 3, span: 990 },
      query: { kind: 'async', line: 9, span: 800 },
      render: { line: 14, span: 600 },
    },
    threads: [
      {
        contexts: [
          {
            name: 'handle',
            calls: 10,
            suspensions: 10,
            onStack: 600,
            awaiting: 900,
            children: [
              { name: 'query', calls: 10, suspensions: 10, awaiting: 900, external: 900 },
              { name: 'render', calls: 10, self: 600, onStack: 600 },
            ],
          },
        ],
        sites: [
          {
            name: 'handle',
            line: 4,
            source: '  const rows = await query();',
            suspended: 10,
            waiting: 900,
            longest: 200,
          },
          { name: 'query', line: 10, suspended: 10, waiting: 900, longest: 200 },
        ],
        stretches: [{ start: 100, duration: 90, context: 1 }],
      },
    ],
  });
  const [thread] = profile.threads;
  Object.assign(thread, { idle: 300, elsewhere: 100, blame: { shortTasks: 0, elsewhere: 60 } });
  Object.assign(thread.contexts, {
    outside: [0, 0, 250, 0],
    contended: [0, 0, 500, 0],
    blame: [0, 440, 0, 0],
  });
  thread.functions.idle = [295, 280, 0];
  Object.assign(thread.sites, { outside: [0, 250], contended: [0, 500] });
  return profile;
}
