import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const running: RunningProcess[] = [];

/** Ends what a test has left running: a program goes on when its command is killed. */
export function killRunning(): void {
  for (const { child, words } of running.splice(0)) {
    for (const id of [Number(words[0]), child.pid!]) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
  }
}

export interface RunningProcess {
  child: ChildProcess;
  pid: number;
  /** The words of its first line, which begins with the process of the program. */
  words: string[];
  /** Waits for one of the lines after that. */
  says(line: string): Promise<void>;
  /** Its code and signal. */
  ended: Promise<[number | null, NodeJS.Signals | null]>;
}

/** Starts a process, and waits for its first line. */
export async function start(
  file: string,
  args: string[],
  directory: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<RunningProcess> {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(file, args, {
    cwd: directory,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'close') as RunningProcess['ended'];
  const lines = createInterface({ input: child.stdout! });
  const said: string[] = [];
  lines.on('line', (text) => said.push(text));
  const [line] = (await once(lines, 'line')) as [string];
  const says = async (text: string) => {
    while (!said.includes(text)) await once(lines, 'line');
  };
  const started = { child, pid: child.pid!, words: line.split(' '), says, ended };
  running.push(started);
  return started;
}

/** A test of programs that live for seconds: it runs with the tests of hosts, which have the time. */
export function onHosts(title: string, body: () => Promise<void>): void {
  if (process.env.COROSCOPE_TEST_HOSTS) it(title, body);
  else it.skip(`${title} (skipped: takes seconds; .ci/run --hosts runs it)`, body);
}
