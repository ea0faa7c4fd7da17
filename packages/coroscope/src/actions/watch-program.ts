import { CoroscopeError } from '@coroscope/node';
import {
  findProgram,
  findPrograms,
  ProgramEnded,
  type ProgramReading,
  type RunningProgram,
} from '@coroscope/node/live';
import { capabilitiesOf, renderLive } from '@coroscope/report';
import { setTimeout as sleep } from 'node:timers/promises';
import { allowClosedPipe } from '../files/closed-pipe.js';
import { say } from '../messages/say.js';
import { Screen } from '../terminal/screen.js';

export interface TopOptions {
  /** Seconds from one look to the next. */
  interval: number;
  /** Looks once. */
  once: boolean;
  color: boolean;
}

/** Milliseconds before the second look: until then there is nothing to compare with. */
const FIRST_INTERVAL = 200;

/**
 * Shows what a program does, again and again until it ends or a key is pressed; once where there is no terminal.
 *
 * @param id of its process, or of the command that started it; of the only one unless given
 * @throws {CoroscopeError} if there is no such program
 */
export async function watchProgram(id: number | undefined, options: TopOptions): Promise<void> {
  const program = id === undefined ? onlyProgram() : await findProgram(id);
  const isLive = !options.once && process.stdout.isTTY && process.stdin.isTTY;
  try {
    await (isLive ? watch(program, options) : look(program, options));
  } finally {
    program.close();
  }
}

/** @throws {CoroscopeError} if there are none or several */
function onlyProgram(): RunningProgram {
  const programs = findPrograms();
  const [program, ...others] = programs;
  if (program === undefined) {
    throw new CoroscopeError(
      'no program of this user runs with Coroscope; start one with: coroscope run <script>',
    );
  }
  if (others.length === 0) return program;
  for (const { channel } of programs) {
    say(`${channel.process}  ${channel.arguments.join(' ')}`);
  }
  throw new CoroscopeError(
    'several programs run; name one, such as: coroscope top ' + program.channel.process,
  );
}

async function look(program: RunningProgram, options: TopOptions): Promise<void> {
  await program.read();
  await sleep(options.interval * 1000);
  allowClosedPipe(process.stdout);
  process.stdout.write(render(await program.read(), program, options));
}

async function watch(program: RunningProgram, options: TopOptions): Promise<void> {
  const screen = new Screen(process.stdin, process.stdout);
  let isHeld = false;
  let isReset = false;
  /** Whether to record from now on, if that is to change. */
  let switched: boolean | undefined;
  let reading: ProgramReading | undefined;
  const keys = () =>
    `q end  space ${isHeld ? 'go on' : 'hold'}  r count from now on  s ${reading?.isOn ? 'stop' : 'start'} recording`;
  const draw = () => {
    if (reading === undefined) return;
    const height = process.stdout.rows - 1;
    screen.draw(render(reading, program, options, { height, keys: keys() }));
  };
  screen.onKey((key) => {
    if (key === 'q') screen.close();
    if (key === 'space') isHeld = !isHeld;
    if (key === 'r') isReset = true;
    if (key === 's' && reading !== undefined) switched = !reading.isOn;
    draw();
    if (key === 'r' || key === 's') screen.wake();
  });
  screen.onResize(draw);
  try {
    for (let interval = FIRST_INTERVAL; screen.isOpen; interval = options.interval * 1000) {
      if (switched !== undefined) await program.record(switched);
      if (!isHeld || switched !== undefined) {
        switched = undefined;
        reading = await (isReset ? program.reset() : program.read());
        isReset = false;
        draw();
      }
      await screen.pause(interval);
    }
  } catch (error) {
    if (!(error instanceof ProgramEnded)) throw error;
    screen.close();
    say(error.message);
  } finally {
    screen.close();
  }
}

function render(
  { profile, latest, whole, threads, isOn }: ProgramReading,
  { channel }: RunningProgram,
  { color }: TopOptions,
  fitting: { height?: number; keys?: string } = {},
): string {
  return renderLive(
    { profile, latest, whole, threads },
    {
      about: `process ${channel.process}${isOn ? '' : ', recording off'}`,
      directory: profile.program?.directory,
      ...fitting,
      ...capabilitiesOf(process.stdout, process.env, color),
    },
  );
}
