import vm from 'node:vm';
import { originalPositionFor, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping';

const FILE = 'program.js';
/** A program that a random loop keeps going is left; both runs have seen the same by then. */
const FUEL = 2000;

/**
 * Runs a script, and gives the stack of each moment at which its trap was reached: the functions and
 * positions of all frames, those in the script by the source where a map is given.
 */
export async function stacksOf(
  code: string,
  globals: object,
  map?: SourceMapInput,
): Promise<string[]> {
  const trace = map === undefined ? undefined : new TraceMap(map);
  const stacks: string[] = [];
  const look = () => {
    if (stacks.length === FUEL) throw new Error('out of fuel');
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 100;
    const { stack } = new Error();
    Error.stackTraceLimit = stackTraceLimit;
    stacks.push(frames(stack!, trace));
  };
  const context = vm.createContext({ ...globals });
  const later = vm.runInContext(LATER, context) as Later;
  context.T = createTrap(look, later);
  await vm.runInContext(code, context, { filename: FILE });
  return stacks;
}

/** The frames from the first to the last in the script, whose own are by the source. */
function frames(stack: string, trace: TraceMap | undefined): string {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const isInScript = (line: string) => line.includes(FILE);
  const first = lines.findIndex(isInScript);
  const last = lines.findLastIndex(isInScript);
  return lines
    .slice(first, last + 1)
    .map((line) =>
      line.trim().replace(/program\.js:(\d+):(\d+)/, (position, line: string, column: string) => {
        if (trace === undefined) return position;
        const original = originalPositionFor(trace, { line: +line, column: +column - 1 });
        // As in Node. V8 gives what has no position that of the script's first character.
        if (original.line === null) return position;
        return `${FILE}:${original.line}:${original.column + 1}`;
      }),
    )
    .join('\n');
}

/** Gives a promise of a value, before whose fulfilment it calls a function: the stack is then of who awaits it. */
type Later = (look: () => void, value: unknown) => Promise<unknown>;

/** In the realm of the script: the engine follows no other promises. */
const LATER = '(async (look, value) => { await null; try { look(); } catch {} return value; })';

/**
 * An object that calls `look` whenever it is read, called, constructed, converted or iterated. As `p`, and
 * from its method `q`, it gives promises of itself.
 */
function createTrap(look: () => void, later: Later): unknown {
  const trap: unknown = new Proxy(function () {}, {
    get(_, key) {
      // An engine gives this access, which no syntax stands for, the position of what ran before it.
      if (key === 'then') return undefined;
      look();
      if (key === Symbol.toPrimitive) return () => (look(), 'T');
      if (key === Symbol.iterator) return () => (look(), [trap].values());
      if (key === 'p') return later(look, trap);
      if (key === 'q') return () => later(look, trap);
      return trap;
    },
    set: () => (look(), true),
    has: () => (look(), true),
    deleteProperty: () => (look(), true),
    apply: () => (look(), trap),
    construct: () => (look(), trap as object),
  });
  return trap;
}
