'use strict';
// CommonJS, since the configurations that load it may be either.
/* global module, process, require, __dirname */
/* eslint-disable @typescript-eslint/no-require-imports */

const { createRequire } = require('node:module');
const { basename, join } = require('node:path');
const bands = require('./bands.json');

/**
 * The entries of SWC's list of plugins: none where `env` says so, else ours, built for the version of
 * the host that is installed.
 */
function coroscope(options = {}, host = '@swc/core') {
  const { env, ...pluginOptions } = options;
  if (!isEnabled(env)) return [];
  const file = pluginFile(host);
  // Turbopack takes no absolute path.
  return [[host === 'next' ? `@coroscope/swc-plugin/${basename(file)}` : file, pluginOptions]];
}

/** The file of the plugin for a host as it is installed. */
function pluginFile(host = '@swc/core', version = installedVersion(host)) {
  const band = bands.find(({ hosts }) => isWithin(version, hosts[host]));
  if (band === undefined) {
    throw new Error(
      `@coroscope/swc-plugin: ${host} ${version} is not among ${knownHosts()}; ${wayRound}`,
    );
  }
  return join(__dirname, band.wasm);
}

const wayRound =
  'instrument before SWC instead, with @coroscope/unplugin or @coroscope/jest (see docs/swc.md)';

function knownHosts() {
  const ranges = bands.flatMap(({ hosts }) =>
    Object.entries(hosts).map(([name, [from, to]]) => `${name} >=${from} <${to}`),
  );
  return ranges.join(', ');
}

function installedVersion(host) {
  const require = createRequire(join(process.cwd(), 'package.json'));
  try {
    return require(`${host}/package.json`).version;
  } catch {
    throw new Error(
      `@coroscope/swc-plugin: ${host} is not installed in ${process.cwd()}; name the host as the second argument: ${hostNames()}`,
    );
  }
}

function hostNames() {
  return [...new Set(bands.flatMap(({ hosts }) => Object.keys(hosts)))].join(', ');
}

/** Prereleases count as the version that they come before. */
function isWithin(version, range) {
  if (range === undefined) return false;
  const [from, to] = range;
  return compare(version, from) >= 0 && compare(version, to) < 0;
}

function compare(a, b) {
  const [x, y] = [numbers(a), numbers(b)];
  for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i] - y[i];
  return 0;
}

const numbers = (version) => version.split(/[.+-]/, 3).map(Number);

/** Whether the environment allows anything to be instrumented. */
function isEnabled(env) {
  if (env === undefined || env === false) return true;
  return !['', '0', 'false'].includes(process.env[env === true ? 'COROSCOPE' : env] ?? '');
}

module.exports = coroscope;
module.exports.default = coroscope;
module.exports.pluginFile = pluginFile;
