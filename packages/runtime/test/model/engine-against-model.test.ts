import fc from 'fast-check';
import { setup, steps } from './arbitraries.js';
import { OddEvents } from './odd-events.js';
import { Twin } from './twin.js';
import { WellFormedProgram } from './well-formed-program.js';

/** Random sequences per test; COROSCOPE_MODEL_RUNS=20000 is a long run. */
const RUNS = Number(process.env.COROSCOPE_MODEL_RUNS ?? 60);
const TIME_LIMIT = 120_000 + RUNS * 200;
/** Leaves time to report how far a counterexample has been shrunk. */
const REPORTING = 20_000;

test.each([
  ['a program that could be real', WellFormedProgram],
  ['events that no program could produce', OddEvents],
])(
  'the engine gives the figures of the model, and its memory those of the engine: %s',
  async (_, Program) => {
    await fc.assert(
      fc.asyncProperty(setup, steps, async (given, sequence) => {
        const twin = await Twin.create(given);
        twin.start();
        const program = new Program(twin);
        for (const next of sequence) {
          // An `await` lets microtasks run, which must not happen in the middle of calls.
          const turn = program.step(next);
          if (turn instanceof Promise) await turn;
        }
        twin.compareAll();
        await twin.turn();
        twin.compareAll();
        twin.compareWatched();
      }),
      {
        numRuns: RUNS,
        interruptAfterTimeLimit: TIME_LIMIT - REPORTING,
        markInterruptAsFailure: true,
      },
    );
  },
  TIME_LIMIT,
);
