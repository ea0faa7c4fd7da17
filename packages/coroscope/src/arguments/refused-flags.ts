const NO_FILE = 'runs no file; write the code to a file, and run that';
const NO_END = 'never ends, so that there is no report; run the command again after a change';
const NO_RUN = 'runs nothing; check the syntax with: node --check <script>';

/** What to do instead of giving an option with which Node runs no script, or not just one. */
export const REFUSED_FLAGS: ReadonlyMap<string, string> = new Map([
  ['--eval', NO_FILE],
  ['-e', NO_FILE],
  ['--print', NO_FILE],
  ['-p', NO_FILE],
  ['-pe', NO_FILE],
  ['--interactive', NO_FILE],
  ['-i', NO_FILE],
  ['--check', NO_RUN],
  ['-c', NO_RUN],
  ['--test', 'runs each file in a process of its own; use: coroscope run -- node --test'],
  ['--watch', NO_END],
  ['--watch-path', NO_END],
  ['--run', 'runs no file; use: coroscope run -- npm run <name>'],
]);
