// Builds the Wasm of each band with the cargo of the machine. Where rustup has the target, its toolchain
// does it; else Debian's does (apt install rustc-web rust-web-src lld), which has the sources of the
// standard library to build it from.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcesHash } from './sources.cjs';

const directory = import.meta.dirname;
const TARGET = 'wasm32-unknown-unknown';
const bands = JSON.parse(readFileSync(join(directory, 'bands.json'), 'utf8'));
const targetDirectory = process.env.CARGO_TARGET_DIR ?? join(tmpdir(), 'coroscope-swc-plugin');

/** What cargo needs where only the sources of the standard library are at hand. */
function toolchain() {
  const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { encoding: 'utf8' }).trim();
  if (existsSync(join(sysroot, 'lib/rustlib', TARGET))) return { args: [], env: {} };
  const rustc = '/usr/bin/rustc';
  if (!existsSync('/usr/lib/rustlib/src/rust/library') || !existsSync('/usr/bin/wasm-ld')) {
    throw new Error(
      `There is no ${TARGET} for rustc: run 'rustup target add ${TARGET}', or 'apt install rustc-web rust-web-src lld'`,
    );
  }
  return {
    args: ['-Z', 'build-std=std,panic_abort'],
    env: {
      RUSTC: rustc,
      RUSTC_BOOTSTRAP: '1',
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: 'wasm-ld',
    },
  };
}

/** A host may be newer than the tree that the plugin knows; and no path of this machine is to be seen. */
function flags() {
  const cargo = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
  const registries = join(cargo, 'registry/src');
  const names = existsSync(registries) ? readdirSync(registries) : [];
  return [
    '--cfg=swc_ast_unknown',
    ...names.map((name) => `--remap-path-prefix=${join(registries, name)}=crates`),
    `--remap-path-prefix=${directory}=coroscope`,
  ];
}

function build({ feature, wasm }) {
  const { args, env } = toolchain();
  const { status } = spawnSync(
    'cargo',
    ['build', '--locked', '--release', '--package', 'coroscope_swc_plugin', '--target', TARGET]
      .concat(['--no-default-features', '--features', feature])
      .concat(args),
    {
      cwd: directory,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...env,
        RUSTFLAGS: flags().join(' '),
        CARGO_TARGET_DIR: targetDirectory,
      },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
  const built = join(targetDirectory, TARGET, 'release/coroscope_swc_plugin.wasm');
  copyFileSync(built, join(directory, wasm));
}

// Before it is asked where the sources of the crates are.
spawnSync('cargo', ['fetch', '--locked'], { cwd: directory, stdio: 'inherit' });
const hash = sourcesHash();
for (const band of bands) build(band);
writeFileSync(join(directory, 'sources.sha256'), `${hash}\n`);
