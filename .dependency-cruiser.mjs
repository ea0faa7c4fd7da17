// Which imports there may be, from `packages/architecture.json`: a package imports packages of lower
// floors, a folder those that are listed before it, and what lies in no folder of `src` (its entries)
// everything.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { floors, folders } = JSON.parse(
  readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'packages/architecture.json'), 'utf8'),
);

const anyOf = (names) => `(${names.join('|')})`;

function packageRules(name, floor) {
  const lower = floors.slice(0, floor).flat();
  return [
    {
      name: `${name}-imports-lower-floors`,
      comment: `${name} imports packages of lower floors only: ${lower.join(', ') || 'none'}`,
      severity: 'error',
      from: { path: `^packages/${name}/src/` },
      to: { path: '^packages/', pathNot: `^packages/${anyOf([name, ...lower])}/` },
    },
    {
      name: `${name}-imports-packages-by-name`,
      comment: 'a relative import ends at the package that it begins in',
      severity: 'error',
      from: { path: `^packages/${name}/src/` },
      to: {
        path: '^packages/',
        pathNot: `^packages/${name}/`,
        dependencyTypes: ['local'],
      },
    },
  ];
}

function folderRules(name, order) {
  return order.map((folder, position) => ({
    name: `${name}-${folder}-imports-lower-folders`,
    comment: `src/${folder} of ${name} imports only from: ${order.slice(0, position).join(', ') || 'no other folder'}`,
    severity: 'error',
    from: { path: `^packages/${name}/src/${folder}/` },
    to: {
      path: `^packages/${name}/(src/|package[.]json)`,
      pathNot: `^packages/${name}/src/${anyOf(order.slice(0, position + 1))}/`,
    },
  }));
}

export default {
  forbidden: [
    ...floors.flatMap((names, floor) => names.flatMap((name) => packageRules(name, floor))),
    ...Object.entries(folders).flatMap(([name, order]) => folderRules(name, order)),
    {
      name: 'no-circle',
      comment: 'imports go around in a circle; one of types counts, too',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-undeclared-dependency',
      comment: 'package.json has to list it under dependencies or peerDependencies',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: `^packages/${anyOf(floors.at(-1))}/` },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer'],
      },
    },
    {
      name: 'resolvable',
      comment: 'the import leads nowhere; are the packages built?',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/fixtures/', '^packages/conformance/programs/'] },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
  },
};
