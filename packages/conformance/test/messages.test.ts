import vm from 'node:vm';
import { probes, profiler } from '@coroscope/runtime';
import { transform } from '@coroscope/transform';
import { FAILURES, OTHER_MESSAGES } from './support/messages.js';

beforeAll(() => profiler.start());
afterAll(() => profiler.stop());

async function messageOf(code: string): Promise<string> {
  try {
    await vm.runInNewContext(code, { __coroscope__: probes });
    return 'no error';
  } catch (error) {
    return (error as Error).message;
  }
}

const bare = (statement: string) => `(async () => { ${statement} })()`;
const instrumented = (statement: string) =>
  transform(bare(statement), { sourceType: 'script', modules: false }).code;
test.each(Object.entries(FAILURES))(
  'the message of %s is that of the bare program',
  async (_, statement) => {
    const message = await messageOf(bare(statement));
    expect(message).not.toBe('no error');
    expect(await messageOf(instrumented(statement))).toBe(message);
  },
);

test.each(OTHER_MESSAGES)('the message of %s names no probe', async (statement, expected) => {
  expect(await messageOf(bare(statement))).not.toBe('no error');
  expect(await messageOf(instrumented(statement))).toBe(expected);
});
