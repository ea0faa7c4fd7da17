import { functionTable } from '@coroscope/profile';
import { calls, profile } from './coroscope.js';
import { describeOnEachNode } from './nodes.js';

describeOnEachNode('threads and processes', (node) => {
  it('are parts of one profile', async () => {
    const end = await profile(node, ['workers/main.mjs']);
    expect(end).toMatchObject({
      code: 0,
      stdout: 'from main from worker from worker child 2 1\n',
      stderr: '',
    });
    expect(calls(end.profile)).toMatchObject({ start: 2, inWorker: 2, inChild: 1, shared: 3 });
    const names = end.profile.threads.map(({ name }) => name.replace(/\d{2,}/, 'N'));
    expect(names).toEqual(['main', 'worker 1', 'worker 2', 'process N']);
    expect(functionTable(end.profile).filter(({ name }) => name === 'shared')).toHaveLength(1);
  });

  it('are missed when they end before they can save', async () => {
    const end = await profile(node, ['workers/terminated.mjs']);
    expect(end).toMatchObject({ code: 0, stdout: 'done\n', stderr: '' });
    expect(end.profile.notes).toEqual([
      'worker 1 ended before it could save: its figures are missing.',
    ]);
  });
});
