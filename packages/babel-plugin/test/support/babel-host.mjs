// Instruments files with one version of Babel, in the Node that this process is. Reads a request
// `{ babel, plugin, files: { [name]: code } }` as JSON, and answers with
// `{ version, plain, es5, staleScopes }`: the files in two forms (in ES5 where there are presets),
// and what the scopes of a file held that a fresh look at its tree does not give.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const request = JSON.parse(readFileSync(0, 'utf8'));
const require = createRequire(import.meta.url);
const babel = require(request.babel);
const { default: coroscope } = require(request.plugin);
/** Babel for browsers brings its presets, and has the older name for the function alone. */
const transform = babel.transformSync ?? babel.transform;

function compile(name, code, plugins, presets) {
  return transform(code, {
    filename: `/project/${name}`,
    cwd: '/project',
    configFile: false,
    babelrc: false,
    compact: true,
    sourceType: name.endsWith('.cjs') ? 'script' : 'module',
    parserOpts: { plugins: ['explicitResourceManagement'] },
    plugins,
    presets,
  }).code;
}

/** Everything that Babel says of the scopes of a program, in the order of their places. */
function describeScopes(program) {
  const lines = [];
  const describe = ({ scope }) => {
    const bindings = Object.entries(scope.bindings).map(
      ([name, { kind, constant, references, referencePaths, constantViolations, path }]) =>
        [
          name,
          kind,
          constant,
          references,
          referencePaths.length,
          constantViolations.length,
          path.type,
        ].join(' '),
    );
    const { type, start } = scope.block;
    lines.push([type, start, scope.parent?.block.type, ...bindings.sort()].join('\n  '));
  };
  describe(program);
  program.traverse({ Scope: describe });
  lines.push(Object.keys(program.scope.globals).sort().join());
  return lines;
}

/** The references whose paths are not where they say they are, or do not see what they refer to. */
function misplacedReferences(program, { traverse, types }) {
  const misplaced = [];
  types.traverseFast(program.node, (node) => {
    for (const [name, binding] of Object.entries(traverse.cache.scope.get(node)?.bindings ?? {})) {
      for (const path of binding.referencePaths) {
        const isInPlace =
          Object.values(path.container).includes(path.node) && path.parent === path.parentPath.node;
        const sees = path.scope.getBinding(name) === binding;
        if (!isInPlace || !sees) misplaced.push(`${name} in ${path.parent.type}`);
      }
    }
  });
  return misplaced;
}

const staleScopes = [];
const checkScopes = ({ traverse, types }) => ({
  visitor: {
    Program(program, { file }) {
      // Before anything is visited: that sets paths right.
      staleScopes.push(...misplacedReferences(program, { traverse, types }));
      const found = describeScopes(program);
      traverse.cache.clear();
      let expected;
      traverse(file.ast, {
        Program(fresh) {
          expected = describeScopes(fresh);
          fresh.stop();
        },
      });
      const index = expected.findIndex((line, i) => line !== found[i]);
      if (index >= 0 || found.length !== expected.length) {
        staleScopes.push(`${file.opts.filename}: ${found[index]}, expected ${expected[index]}`);
      }
      program.stop();
    },
  },
});

const es5 = ['env', { targets: { ie: '11' }, modules: false }];
const preset = babel.availablePresets
  ? es5
  : request.presetEnv && [require(request.presetEnv), es5[1]];
const answer = { version: babel.version, plain: {}, es5: {}, staleScopes };
for (const [name, code] of Object.entries(request.files)) {
  const ours = [coroscope, { include: '**' }];
  answer.plain[name] = compile(name, code, [ours], []);
  if (preset) answer.es5[name] = compile(name, code, [ours], [preset]);
  compile(name, code, [ours, checkScopes], []);
}
process.stdout.write(JSON.stringify(answer));
