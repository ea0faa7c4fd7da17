import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectation } from './expectation.js';

/** A directory under programs/. */
export interface Program {
  /** `group/name`. */
  name: string;
  /** The source texts by file name. */
  files: Record<string, string>;
  /** The file that is run. */
  entry: string;
  expectations: { clock: VirtualClock; expectation: Expectation }[];
}

/** Which of the virtual world's clocks the profiler reads. */
export type VirtualClock = 'wall' | 'cpu';

const FIGURES: Record<VirtualClock, string> = { wall: 'figures.json', cpu: 'figures.cpu.json' };

export function readPrograms(directory: string): Program[] {
  return readdirSync(directory).flatMap((group) =>
    readdirSync(join(directory, group)).map((name) =>
      readProgram(`${group}/${name}`, join(directory, group, name)),
    ),
  );
}

function readProgram(name: string, directory: string): Program {
  const texts = Object.fromEntries(
    readdirSync(directory).map((file) => [file, readFileSync(join(directory, file), 'utf8')]),
  );
  const files = Object.fromEntries(
    Object.entries(texts).filter(([file]) => /\.[cm]js$/.test(file)),
  );
  const entry = Object.keys(files).find((file) => file.startsWith('program.'));
  if (entry === undefined) throw new Error(`${name}: no program.mjs or program.cjs`);
  const clocks: VirtualClock[] = ['wall', 'cpu'];
  const expectations = clocks
    .filter((clock) => FIGURES[clock] in texts)
    .map((clock) => ({ clock, expectation: JSON.parse(texts[FIGURES[clock]]) as Expectation }));
  if (expectations.length === 0) throw new Error(`${name}: no ${FIGURES.wall}`);
  return { name, files, entry, expectations };
}

/** Files that stand for code which nobody instruments. */
export function isPlain(file: string): boolean {
  return /\.plain\.[cm]js$/.test(file);
}
