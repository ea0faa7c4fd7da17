// Installs tools that read what `coroscope convert` writes, for the tests of packages/report/test/readers;
// with --all, those that are large as well. Some come from Debian, which is asked only for what is missing.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/readers');
const all = process.argv.includes('--all');

const quiet = { stdio: ['ignore', 2, 2] };
const isThere = (command) =>
  spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

const debian = [
  [() => isThere('go'), 'golang-go'],
  [() => isThere('python3'), 'python3'],
  [() => isThere('pip3'), 'python3-pip'],
  [() => isThere('callgrind_annotate'), 'valgrind'],
  [() => isThere('protoc'), 'protobuf-compiler'],
  [() => existsSync('/usr/share/perl5/Devel/NYTProf/flamegraph.pl'), 'libdevel-nytprof-perl'],
]
  .filter(([isInstalled]) => !isInstalled())
  .map(([, name]) => name);
if (debian.length > 0) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { ...quiet, env });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...debian];
  execFileSync('apt-get', install, { stdio: ['ignore', 'ignore', 2], env });
}

mkdirSync(join(cache, 'npm'), { recursive: true });
const python = ['gprof2dot', 'opentelemetry-proto', ...(all ? ['viztracer'] : [])];
const target = join(cache, 'python');
execFileSync(
  'pip3',
  ['install', '--quiet', '--upgrade', '--root-user-action=ignore', '--target', target, ...python],
  quiet,
);
if (all) {
  const packages = [
    '@paulirish/trace_engine@0.0.65',
    '@duckdb/node-api@1.5.6-r.1',
    '@firefox-devtools/profiler-cli@0.10.0',
  ];
  execFileSync(
    'npm',
    ['install', '--prefix', join(cache, 'npm'), '--no-save', '--silent', ...packages],
    quiet,
  );
  const collector = join(dirname(fileURLToPath(import.meta.url)), 'collector');
  execFileSync('go', ['build', '-o', join(cache, 'collector'), '.'], { ...quiet, cwd: collector });
}
