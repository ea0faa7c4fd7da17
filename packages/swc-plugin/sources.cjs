'use strict';
// CommonJS, which the tests can load on any Node.
/* global module, require, __dirname */
/* eslint-disable @typescript-eslint/no-require-imports */

const { createHash } = require('node:crypto');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The hash of all that the Wasm is built from. */
function sourcesHash(directory = __dirname) {
  const rust = ['plugin', 'transform'].flatMap((crate) =>
    readdirSync(join(directory, crate), { recursive: true })
      .map((name) => join(crate, name))
      .filter((name) => /\.(rs|toml)$/.test(name) && !/[\\/]tests[\\/]/.test(name)),
  );
  const hash = createHash('sha256');
  for (const name of ['Cargo.lock', 'Cargo.toml', 'bands.json', ...rust].sort()) {
    hash.update(`${name.replaceAll('\\', '/')}\0`);
    hash.update(readFileSync(join(directory, name)));
  }
  return hash.digest('hex');
}

module.exports = { sourcesHash };
