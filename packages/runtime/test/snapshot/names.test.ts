import { encodeMetadata } from '../../src/contract.js';
import { probes, profiler } from '../../src/index.js';
import { startAnew } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

test('a site names those among the reached ones on which it depends', () => {
  const site = { function: 0, kind: 'await', line: 1, column: 1, inLoop: false } as const;
  const metadata = encodeMetadata({
    functions: [{ name: 'f', kind: 'async', source: 0, line: 1, column: 1, counted: false }],
    sites: [site, site, { ...site, line: 2, dependsOn: [0, 1, 3] }, { ...site, line: 3 }],
  });
  const base = probes.register(1, 'dependent.js', 1, 4, metadata);
  const activation = probes.open(base);
  // Sites 3, 2 and 1 are reached, in an order that is not that of the file.
  for (const reached of [3, 2, 1]) {
    probes.suspend(activation, reached, undefined);
    probes.resumed(activation, undefined);
  }
  probes.close(activation);
  const { sites } = profiler.snapshot();
  expect(sites).toHaveLength(3);
  const dependent = sites.find(({ line }) => line === 2)!;
  expect(dependent.dependsOn!.map((index) => sites[index].line).sort()).toEqual([1, 3]);
  expect(sites.filter(({ dependsOn }) => dependsOn)).toEqual([dependent]);
});
