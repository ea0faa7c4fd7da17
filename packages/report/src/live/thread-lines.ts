import { location, type ReportContext } from '../profile/report-context.js';
import { printable } from '../terminal/printable.js';
import { shorten } from '../terminal/shorten.js';
import { duration } from '../terminal/units.js';
import type { LiveThread } from './live-reading.js';

/** Milliseconds without an event that are worth a word. */
const QUIET = 1000;

/** Functions on the stack that are named. */
const FRAMES = 3;

/** Renders a line for each thread: what it was doing. */
export function threadLines(threads: readonly LiveThread[], context: ReportContext): string[] {
  const { theme } = context;
  const names = threads.map(({ name }) => printable(name));
  const width = Math.max(0, ...names.map((name) => name.length));
  return threads.map((thread, i) =>
    shorten(
      `  ${names[i].padEnd(width)}  ${described(thread, context)}`,
      theme.width,
      'end',
      theme.symbols.ellipsis,
    ),
  );
}

function described({ isRecording, quiet, offStack, stack }: LiveThread, context: ReportContext) {
  const { theme } = context;
  if (isRecording === false) return 'not recording';
  const since = quiet < QUIET ? '' : ` for ${duration(quiet, theme)}`;
  if (stack.length > 0) {
    const frames = stack.slice(0, FRAMES).map((frame) => {
      const file = printable(frame.file);
      return `${printable(frame.name)} ${location({ file, line: frame.line }, context)}`;
    });
    const more = stack.length > FRAMES ? [theme.symbols.ellipsis] : [];
    const what = quiet < QUIET ? 'on stack' : `on stack without an event${since}`;
    return `${what}: ${[...frames, ...more].join(', called by ')}`;
  }
  switch (offStack) {
    case 'idle':
      return `asleep${since}`;
    case 'elsewhere':
      return `off stack, running code that is not instrumented${since}`;
    case 'unknown':
      return `off stack${since}`;
  }
}
