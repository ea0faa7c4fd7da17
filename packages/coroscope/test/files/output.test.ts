import type { ProfileFormat } from '@coroscope/report';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkOutput, writeChunks } from '../../src/files/output.js';
import type { CommandReportOptions } from '../../src/options/report-options.js';
import { temporaryDirectory } from '../support/command.js';

const binary: ProfileFormat = {
  name: 'bits',
  content: 'profile',
  extensions: ['.bits'],
  isBinary: true,
  render: () => [Uint8Array.of(0, 255)],
};

const options: CommandReportOptions = {
  format: binary,
  full: false,
  summary: false,
  ignoreFinding: [],
  tags: false,
  durations: false,
  compensate: false,
  raw: false,
  color: true,
  quiet: true,
};

it('a binary format is refused to a terminal, not to a pipe or a file', () => {
  expect(() => checkOutput(options, { isTTY: true })).toThrow(
    'bits is not for a terminal; name a file with --out',
  );
  expect(() => checkOutput(options, {})).not.toThrow();
  const out = join(temporaryDirectory(), 'a.bits');
  expect(() => checkOutput({ ...options, out }, { isTTY: true })).not.toThrow();
});

describe('chunks written to a file', () => {
  it('stand one after another, text and bytes', () => {
    const file = join(temporaryDirectory(), 'a');
    writeChunks(file, ['é', Uint8Array.of(0, 255), 'a'], '--out');
    expect([...readFileSync(file)]).toEqual([0xc3, 0xa9, 0, 255, 0x61]);
  });

  it('that can not be rendered are no error of the file', () => {
    const file = join(temporaryDirectory(), 'a');
    const failing = function* () {
      yield 'begun';
      throw new RangeError('no such figure');
    };
    expect(() => writeChunks(file, failing(), '--out')).toThrow(RangeError);
  });

  it('that can not be written are, which names the file and the option', () => {
    const file = join(temporaryDirectory(), 'none', 'a');
    expect(() => writeChunks(file, [], '--junit')).toThrow(
      /^can't write .*none.a \(ENOENT: .*\); name another file with --junit$/,
    );
  });
});
