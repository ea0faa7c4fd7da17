import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from '@coroscope/transform';
import { WORKLOADS } from './micro-programs.mjs';

const RUNTIME = import.meta.resolve('@coroscope/runtime');

/**
 * The contenders of a workload. Each has modules of its own, so that none is compiled with what another
 * one has met in mind.
 */
export async function loadWorkload(index) {
  const { bare, clocked, driver } = WORKLOADS[index];
  const directory = mkdtempSync(join(tmpdir(), 'coroscope-bench-'));
  const load = (name, source) => {
    const write = (file, text) => {
      const path = join(directory, file);
      writeFileSync(path, text);
      return pathToFileURL(path).href;
    };
    const subject = write(`${name}.mjs`, source);
    return import(write(`${name}-driver.mjs`, driver.replace('<subject>', subject)));
  };
  try {
    return {
      bare: await load('bare', bare),
      off: await load('off', instrumented(bare, 'off.mjs')),
      clocked: await load('clocked', clocked),
      on: await load('on', instrumented(bare, 'on.mjs')),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function instrumented(source, filename) {
  const options = { filename, sourceType: 'module', runtimeModule: RUNTIME, sourceMap: false };
  return transform(source, options).code;
}
