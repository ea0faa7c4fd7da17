import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findActivations, readTrace } from '@coroscope/profile';
import { renderCriticalPath, renderTimeline, renderTrace } from '../../src/index.js';

// Saved by release 0.1.0: packages/profile/test/trace/earlier-versions.test.ts has its program.
const FILE = join(__dirname, '../../../profile/test/fixtures/trace-0.1.0.bin');

test('a trace of version 1 is rendered, without time that it did not tell apart', () => {
  const trace = readTrace(new Uint8Array(readFileSync(FILE)), FILE);
  const [order] = findActivations(trace, 'order');
  expect(renderTrace(trace)).toContain('order');
  expect(renderTimeline(trace, order)).toMatch(/order.*\n(.*\n)*.*query.*\n(.*\n)*.*pages/);
  const path = renderCriticalPath(trace, order);
  expect(path).toContain('query');
  expect(path).not.toContain('elsewhere');
});
