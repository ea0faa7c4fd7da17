import { functionTable } from '@coroscope/profile';
import { calls } from './support/figures.js';
import { profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

describeOnEachNode('threads and processes', (node) => {
  it('are merged into one profile', async () => {
    const end = await profile(node, ['workers/main.mjs']);
    expect(end).toMatchObject({
      code: 0,
      stdout: 'from main from worker from worker child 2 1\n',
      stderr: '',
    });
    expect(calls(end.profile)).toMatchObject({ start: 2, inWorker: 2, inChild: 1, shared: 3 });
    const names = end.profile.threads.map(({ name }) => name.replace(/\d{2,}/, 'N'));
    expect(names).toEqual(['main', 'worker 1 (worker.ts)', 'worker 2 (second)', 'process N']);
    const [{ process: first }, , , { process: second }] = end.profile.threads;
    expect(end.profile.processes).toEqual([
      { id: first, arguments: ['workers/main.mjs'], end: 'drained' },
      { id: second, arguments: [expect.stringMatching(/child\.cjs$/), '2'], end: 'drained' },
    ]);
    expect(functionTable(end.profile).filter(({ name }) => name === 'shared')).toHaveLength(1);
  });

  it('are each idle or elsewhere by itself', async () => {
    const end = await profile(node, ['workers/states.mjs']);
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const { threads } = end.profile;
    expect(threads).toHaveLength(3);
    for (const { idle, elsewhere, elapsed, contexts } of threads) {
      const onStack = contexts.self.slice(1).reduce((total, self) => total + self, 0);
      expect(idle! + elsewhere! + onStack).toBeCloseTo(elapsed, 6);
    }
    // The loop counts a timer from when its turn began, so that less than all of it may be slept.
    const [main, ...workers] = threads;
    expect(main.idle).toBeGreaterThan(0);
    const [sleeper] = workers.filter(({ idle, elsewhere }) => idle! > elsewhere!);
    const [still] = workers.filter(({ idle, elsewhere }) => elsewhere! > idle!);
    expect(sleeper).toBeDefined();
    expect(still).toBeDefined();
  });

  it('are missed when they end before they can save, and nothing watches', async () => {
    const end = await profile(node, ['workers/terminated.mjs'], {}, { watcher: false });
    expect(end).toMatchObject({ code: 0, stdout: 'done\n', stderr: '' });
    expect(end.profile.notes).toEqual([
      'worker 1 ended before it could save: its figures are missing.',
    ]);
  });
});
