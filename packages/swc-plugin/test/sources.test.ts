import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import bands from '../bands.json';
import { sourcesHash } from '../sources.cjs';

const read = (name: string) => readFileSync(join(__dirname, '..', name));

it('the Wasm has been built from the sources beside it', () => {
  // If not: npm run build:wasm -w @coroscope/swc-plugin
  expect(sourcesHash()).toBe(read('sources.sha256').toString().trim());
});

it.each(bands.map(({ wasm }) => wasm))(
  '%s is small, and names no directory of a builder',
  (wasm) => {
    expect(statSync(join(__dirname, '..', wasm)).size).toBeGreaterThan(100_000);
    expect(gzipSync(read(wasm), { level: 9 }).length).toBeLessThan(1_500_000);
    expect(read(wasm).toString('latin1')).not.toMatch(/\/(home|root|Users|tmp|work)\//);
  },
);

it('the lockfile names no registry but that of Rust', () => {
  const sources = read('Cargo.lock')
    .toString()
    .match(/^source = .*$/gm);
  expect(new Set(sources)).toEqual(
    new Set(['source = "registry+https://github.com/rust-lang/crates.io-index"']),
  );
});
