// npm run bench -- <name> [--short]
const BENCHMARKS = {
  start: () => import('./start/index.mjs'),
  end: () => import('./end/index.mjs'),
  whole: () => import('./whole/index.mjs'),
  transform: () => import('./transform/index.mjs'),
  swc: () => import('./swc/index.mjs'),
  runtime: () => import('./runtime/index.mjs'),
  micro: () => import('./runtime/micro.mjs'),
  compiler: () => import('./runtime/compiler.mjs'),
  http: () => import('./runtime/http.mjs'),
  trace: () => import('./trace/index.mjs'),
  page: () => import('./page/index.mjs'),
  formats: () => import('./formats/index.mjs'),
  soak: () => import('./soak/index.mjs'),
  compensation: () => import('./compensation/index.mjs'),
};

const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(BENCHMARKS, name ?? '')) {
  const problem = name === undefined ? 'Which benchmark?' : `Unknown benchmark '${name}'.`;
  console.error(`${problem} There are: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
const { run } = await BENCHMARKS[name]();
await run(args);
