// The workloads of the micro benchmark. Each is a module with one thing in it that costs little besides
// its probes, and a driver, which is never instrumented, that does it `count` times. `clocked` is the same
// with bare clock reads where the instrumented module has an event; the sum of the reads goes to a typed
// array, the cheapest place for a number with a fraction.

const CLOCK = 'const read = performance; const spent = new Float64Array(1);';

const DRIVERS = {
  recursion: `
    import { work } from '<subject>';
    // fib(17) makes 5167 calls.
    export const calls = 5167;
    export const drive = () => work(17);`,
  loop: `
    import { work } from '<subject>';
    export const calls = 5000;
    export const drive = () => work(calls);`,
  steps: `
    import { work } from '<subject>';
    export const calls = 5000;
    export function drive() {
      let sum = 0;
      for (const value of work(calls)) sum += value;
      return sum;
    }`,
  asyncSteps: `
    import { work } from '<subject>';
    export const calls = 5000;
    export async function drive() {
      let sum = 0;
      for await (const value of work(calls)) sum += value;
      return sum;
    }`,
};

export const WORKLOADS = [
  {
    name: 'call (`fib`)',
    against: 'two clock reads',
    target: 1.05,
    targetOff: 1.5,
    driver: DRIVERS.recursion,
    bare: `
      export function work(n) {
        return n < 2 ? n : work(n - 1) + work(n - 2);
      }`,
    clocked: `${CLOCK}
      export function work(n) {
        const start = read.now();
        try {
          return n < 2 ? n : work(n - 1) + work(n - 2);
        } finally {
          spent[0] += read.now() - start;
        }
      }`,
  },
  {
    name: '`await` of a settled value',
    against: 'two clock reads on top',
    target: 1.3,
    targetOff: 1,
    driver: DRIVERS.loop,
    bare: `
      export async function work(count) {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += await i;
        return sum;
      }`,
    clocked: `${CLOCK}
      export async function work(count) {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          spent[0] -= read.now();
          sum += await i;
          spent[0] += read.now();
        }
        return sum;
      }`,
  },
  {
    name: 'async call, awaited',
    against: 'four clock reads on top',
    target: 1.3,
    driver: DRIVERS.loop,
    bare: `
      async function answer(i) {
        return i;
      }
      export async function work(count) {
        let sum = 0;
        for (let i = 0; i < count; i++) sum += await answer(i);
        return sum;
      }`,
    clocked: `${CLOCK}
      async function answer(i) {
        spent[0] -= read.now();
        try {
          return i;
        } finally {
          spent[0] += read.now();
        }
      }
      export async function work(count) {
        let sum = 0;
        for (let i = 0; i < count; i++) {
          spent[0] -= read.now();
          sum += await answer(i);
          spent[0] += read.now();
        }
        return sum;
      }`,
  },
  {
    name: "generator's `next`",
    against: 'two clock reads on top',
    target: 1.3,
    driver: DRIVERS.steps,
    bare: `
      export function* work(count) {
        for (let i = 0; i < count; i++) yield i;
      }`,
    clocked: `${CLOCK}
      export function* work(count) {
        for (let i = 0; i < count; i++) {
          spent[0] -= read.now();
          yield i;
          spent[0] += read.now();
        }
      }`,
  },
  {
    name: "async generator's step",
    against: 'two clock reads on top',
    target: 1.3,
    driver: DRIVERS.asyncSteps,
    bare: `
      export async function* work(count) {
        for (let i = 0; i < count; i++) yield i;
      }`,
    clocked: `${CLOCK}
      export async function* work(count) {
        for (let i = 0; i < count; i++) {
          spent[0] -= read.now();
          yield i;
          spent[0] += read.now();
        }
      }`,
  },
];
