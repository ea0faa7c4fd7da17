import { readTrace } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calls, rowOf } from './support/figures.js';
import { writeFiles } from './support/files.js';
import { launch, profile } from './support/launch.js';
import { describeOnEachNode } from './support/nodes.js';

const WORK = `
  async function work() { await new Promise((resolve) => setImmediate(resolve)); }
`;

/** What a program does to the realm that it shares with the profiler. */
const HOSTILITIES: [title: string, code: string][] = [
  ['Array.prototype.toJSON', `Array.prototype.toJSON = () => 'array';`],
  ['Object.prototype.toJSON', `Object.prototype.toJSON = () => 'object';`],
  ['String.prototype.toJSON', `String.prototype.toJSON = () => 'string';`],
  [
    'deleted globals',
    `for (const name of Object.getOwnPropertyNames(globalThis)) {
       if (/^[A-Z]/.test(name) || name === 'process') delete globalThis[name];
     }`,
  ],
  [
    'every global deleted',
    `const realm = globalThis;
     for (const name of Object.getOwnPropertyNames(realm)) {
       if (!/^(undefined|NaN|Infinity)$/.test(name)) delete realm[name];
     }`,
  ],
  [
    'replaced clocks',
    `performance.now = Date.now = process.hrtime.bigint = process.threadCpuUsage = () => 'noon';`,
  ],
  [
    'a replaced file system',
    `for (const name of Object.keys(fs)) if (name.endsWith('Sync')) fs[name] = () => { throw 'no'; };
     require('node:module').syncBuiltinESMExports();`,
  ],
  ['a replaced JSON', `JSON.stringify = JSON.parse = () => 'json';`],
  [
    'iteration that throws',
    `Array.prototype[Symbol.iterator] = Map.prototype[Symbol.iterator] = () => { throw 'no'; };
     Object.getPrototypeOf([][Symbol.toStringTag] ?? new Map().entries()).next = () => { throw 'no'; };`,
  ],
  [
    'nearly everything replaced or deleted',
    `const LANGUAGE = /^(Array|ArrayBuffer|BigInt|Boolean|DataView|Date|Function|Iterator|Map|Number|Object|Promise|RegExp|Set|String|Symbol|Weak\\w+|\\w+Array|\\w*Error)$/;
     const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
     const fail = () => { throw 'no'; };
     const objects = [Buffer, getPrototypeOf(Int8Array), getPrototypeOf([].values()), JSON, Math, Reflect, Atomics];
     for (const name of Object.getOwnPropertyNames(globalThis)) {
       const { value } = getOwnPropertyDescriptor(globalThis, name);
       // What Node itself has defined, it also uses itself.
       if (typeof value === 'function' && LANGUAGE.test(name)) objects.push(value);
     }
     for (const { prototype } of [...objects]) if (prototype) objects.push(prototype);
     const all = objects.flatMap((object) => ownKeys(object).map((key) => [object, key]));
     const globals = Object.getOwnPropertyNames(globalThis).filter((name) => LANGUAGE.test(name));
     for (let i = 0; i < all.length; i++) {
       const object = all[i][0], key = all[i][1];
       const descriptor = getOwnPropertyDescriptor(object, key);
       if (!descriptor.configurable || key === 'constructor') continue;
       if (typeof descriptor.value === 'function') defineProperty(object, key, { __proto__: null, value: fail });
       else if (descriptor.get) defineProperty(object, key, { __proto__: null, get: fail });
     }
     for (let i = 0; i < globals.length; i++) delete globalThis[globals[i]];`,
  ],
];

/** Two functions that call both: 4096 and 4095 calls, each by a path of its own. */
const MANY_PATHS = `
  function a(depth) { if (depth > 0) { a(depth - 1); b(depth - 1); } }
  function b(depth) { if (depth > 0) { a(depth - 1); b(depth - 1); } }
  a(12);
`;

describeOnEachNode('a program', (node) => {
  it('loads files while built-ins are replaced, and none of them is called', async () => {
    const names = [
      ...['Array.prototype.push', 'Array.prototype.map', 'Array.prototype.join', 'Array.isArray'],
      ...['Map.prototype.get', 'Set.prototype.has', 'Object.keys', 'JSON.parse', 'JSON.stringify'],
      ...['String.prototype.startsWith', 'String.prototype.slice', 'String.prototype.indexOf'],
      ...['RegExp.prototype.test', 'RegExp.prototype.exec', 'Function.prototype.call'],
    ];
    const modules = names.map((_, at) => [
      `work${at}.cjs`,
      `exports.work = function work${at}() {};`,
    ]);
    const attempts = names.map(
      (name, at) => `{
        const known = ${name};
        ${name} = () => { throw new Error('${name}'); };
        const { work } = require('./work${at}.cjs');
        ${name} = known;
        work();
      }`,
    );
    const directory = writeFiles({
      ...(Object.fromEntries(modules) as Record<string, string>),
      'main.cjs': attempts.join('\n'),
    });
    const end = await profile(node, ['main.cjs'], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    const counts = calls(end.profile);
    expect(names.map((_, at) => counts[`work${at}`])).toEqual(names.map(() => 1));
  });

  it.each(HOSTILITIES)('is profiled and traced in spite of %s', async (_, code) => {
    const directory = writeFiles({
      'main.cjs': `const fs = require('node:fs');${WORK}work().then(() => { ${code} });`,
    });
    const trace = join(directory, 'trace.bin');
    const end = await profile(node, ['main.cjs'], { directory }, { trace });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(rowOf(end.profile, 'work')).toMatchObject({ calls: 1, suspensions: 1 });
    const { functions } = readTrace(readFileSync(trace), trace);
    expect(functions.map(({ name }) => name)).toContain('work');
  });

  // What writes such a profile is loaded when it ends.
  it('with many call paths is profiled in spite of that', async () => {
    const [[, code]] = HOSTILITIES.slice(-1);
    const directory = writeFiles({
      'main.cjs': `${MANY_PATHS}${WORK}work().then(() => { ${code} });`,
    });
    const end = await profile(node, ['main.cjs'], { directory });
    expect(end).toMatchObject({ code: 0, stderr: '' });
    expect(calls(end.profile)).toMatchObject({ a: 4096, b: 4095 });
    // The paths of these calls, the module's, and the root.
    expect(end.profile.threads[0].contexts.parent.length).toBeGreaterThanOrEqual(8191 + 2);
  });
});

describe('what a program leaves for the command', () => {
  it('is not trusted', async () => {
    const directory = writeFiles({
      'main.cjs': `
        const { readdirSync, writeFileSync } = require('node:fs');
        const { runDirectory } = JSON.parse(process.env.COROSCOPE_OPTIONS);
        function main() {
          for (const name of readdirSync(runDirectory)) {
            if (name.endsWith('.started')) writeFileSync(runDirectory + '/' + name.replace('.started', '.json'), '{"threads": 1}');
          }
        }
        // The figures have been saved by then.
        process.on('exit', main);
      `,
    });
    const end = await launch(process.execPath, ['main.cjs'], { directory });
    expect(end).toMatchObject({ code: 0, profile: undefined });
    expect(end.stderr).toMatch(
      /^coroscope: no figures: \d+-0\.json: is not a Coroscope profile.*\n$/,
    );
  });

  it('may be figures of one thread only', async () => {
    const directory = writeFiles({
      'main.cjs': `
        const { writeFileSync } = require('node:fs');
        const { Worker, isMainThread, threadId } = require('node:worker_threads');
        const { runDirectory } = JSON.parse(process.env.COROSCOPE_OPTIONS);
        function main() {
          if (isMainThread) return new Worker(__filename);
          process.on('exit', () => {
            writeFileSync(\`\${runDirectory}/\${process.pid}-\${threadId}.json\`, '[');
          });
        }
        main();
      `,
    });
    // The watcher would write the worker's figures once more.
    const end = await profile(process.execPath, ['main.cjs'], { directory }, { watcher: false });
    expect(calls(end.profile)).toEqual({ main: 1 });
    expect(end.profile.notes).toEqual([
      expect.stringMatching(/^The figures of worker 1 are missing: .*\.json/),
    ]);
  });
});
