import vm from 'node:vm';
import { probes, profiler } from '@coroscope/runtime';
import { transform } from '../../src/index.js';
import { runScript } from '../support/run.js';

const OPTIONS = { filename: 'test.js', sourceType: 'script', sourceText: true } as const;

describe('functions that run elsewhere', () => {
  const send = (fn: unknown) => vm.runInNewContext(`(${String(fn)})(20)`);

  it.each([true, false])('run where there is no profiler (sourceText: %s)', async (sourceText) => {
    profiler.start();
    try {
      const code = `
        log(page.evaluate((x) => { const double = (y) => [y].map((z) => z * 2)[0]; return double(x) + 2; }));
        log(page.evaluate(function (x) { return [x].map((y) => y + 1)[0]; }));
        (async () => log(await page.evaluate(async (x) => { for await (const y of [x]) return y; })))();
        function worklet(x) { 'worklet'; return [x].map((y) => y + 3)[0]; } log(page.send(worklet));`;
      const { code: instrumented } = transform(code, { ...OPTIONS, sourceText });
      const globals = { __coroscope__: probes, page: { evaluate: send, send } };
      expect((await runScript(instrumented, globals)).slice(0, 4)).toEqual([42, 21, 23, 20]);
    } finally {
      profiler.stop();
    }
  });

  it('run by their original text where the method is not known', async () => {
    const code = 'const add = (x) => [x].map((y) => y + 1)[0]; log(cluster.everywhere(add));';
    const { code: instrumented } = transform(code, OPTIONS);
    // In the program's realm, as a serializer would be.
    const cluster = vm.runInNewContext('({ everywhere: null })');
    const log = await runScript(
      `cluster.everywhere = (fn) => run('(' + fn + ')(20)');${instrumented}`,
      { __coroscope__: probes, cluster, run: (text: string) => vm.runInNewContext(text) },
    );
    expect(log[0]).toBe(21);
  });
});

it.each(['(() => f())', '(() => f())!', '<() => void>(() => f())', '(() => f()) as never'])(
  'leaves %s alone where it is given to a method that serializes it',
  (argument) => {
    const { metadata } = transform(`page.evaluate(${argument}); list.map(${argument});`, {
      filename: 'test.ts',
      modules: false,
    });
    expect(metadata!.functions.map(({ name }) => name)).toEqual(['<map>']);
  },
);
