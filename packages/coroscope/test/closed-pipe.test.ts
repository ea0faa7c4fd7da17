import { command, run } from './support/command.js';

it.each(['help', 'run --help', '--version', 'config', 'completion bash'])(
  '%s ends quietly when nobody reads what it prints',
  async (args) => {
    // The reader has ended long before something is written.
    const pipe = `"${process.execPath}" "${command}" ${args} | :`;
    expect(await run('sh', ['-c', pipe])).toMatchObject({ code: 0, stderr: '' });
  },
);
