import type { Profile } from '@coroscope/profile';
import { buildProfile, type ContextSpec } from './profile.js';

/** A request of a service, with long and wide names, recursion, threads and things that hang. */
export function serviceProfile(): Profile {
  const query: ContextSpec = {
    name: 'Pool.query',
    calls: 8400,
    live: 1,
    suspensions: 8401,
    self: 160,
    onStack: 160,
    awaiting: 43_900,
    external: 43_900,
  };
  return buildProfile({
    elapsed: 12_345,
    functions: {
      handleRequest: { kind: 'async', file: '/app/server.ts' },
      'OrderRepository.findAllWithCustomersAndTheirAddresses': {
        kind: 'async',
        file: '/app/src/db/repositories/order-repository.ts',
      },
      'Pool.query': { kind: 'async', file: '/app/src/db/pool.ts' },
      注文を確認する: { kind: 'async', file: '/app/src/注文/確認.ts' },
      '🚀 launch': { file: '/app/src/launch.ts' },
      escapeHtml: { counted: true },
      'evil\u001b[2J\nname': {},
    },
    threads: [
      {
        peak: 128,
        contexts: [
          {
            name: 'handleRequest',
            calls: 1204,
            live: 1,
            suspensions: 2408,
            self: 210,
            onStack: 1870,
            awaiting: 61_030,
            children: [
              {
                name: 'OrderRepository.findAllWithCustomersAndTheirAddresses',
                calls: 700,
                live: 1,
                suspensions: 8401,
                self: 300,
                onStack: 460,
                awaiting: 44_210,
                children: [query],
              },
              { name: '注文を確認する', calls: 7, carriedIn: 2, awaiting: 900, external: 900 },
              {
                name: '🚀 launch',
                calls: 12,
                self: 1200,
                onStack: 1200,
                children: [{ name: 'escapeHtml', calls: 1_284_002 }],
              },
              { name: 'evil\u001b[2J\nname', calls: 1, self: 0.5, onStack: 0.5 },
            ],
          },
        ],
        sites: [
          {
            name: 'OrderRepository.findAllWithCustomersAndTheirAddresses',
            line: 121,
            source: `    const customer = await this.pool.query(CUSTOMER_BY_ID, [order.customerId, ${'x'.repeat(80)}]);`,
            inLoop: true,
            suspended: 8401,
            live: 1,
            waiting: 43_950,
            longest: 412,
          },
          {
            name: '注文を確認する',
            line: 9,
            source: '  await 確認();',
            suspended: 7,
            waiting: 900,
            longest: 200,
          },
        ],
        sequences: [{ before: 0, after: 0, count: 7700, saving: 38_000 }],
        stretches: [{ start: 5000, duration: 380, context: 1 }],
      },
      { contexts: [{ name: '🚀 launch', calls: 1, self: 4000, onStack: 4000 }] },
    ],
    notes: ['The clock went backwards once.'],
  });
}
