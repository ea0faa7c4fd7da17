import { join } from 'node:path';
import * as newest from '@swc/core';
import * as newestOfBand from 'swc-core-1-15';
import * as oldestOfBand from 'swc-core-1-15-oldest';
import coroscope, { pluginFile } from '../index.cjs';
import { compile } from './support/swc.js';

/** Of this syntax, bands have different trees. */
const SYNTAX = `
export class Cart {
  #count = 0;
  constructor(items) { this.items = items; }
  get size() { return this.#count; }
  set size(value) { this.#count = value; }
  async total(rate) {
    switch (rate) {
      case 0: { const none = 0; return none; }
      default: return await this.items.reduce((sum, item) => sum + item, 0) * rate;
    }
  }
}
export const object = { get a() { return f(); }, set a(b) { f(b); }, m() { f(); } };
export const arrow = async (x) => { await x; };
`;

describe('every host of a band loads its build', () => {
  it.each([oldestOfBand, newestOfBand, newest].map((host) => [host.version, host] as const))(
    '@swc/core %s',
    (_version, host) => {
      const code = compile(SYNTAX, { host });
      expect(code).toContain('get Cart.size');
      expect(code).toContain('$c.register(1, "/project/src/shop.js", 10, 3,');
      // What is emitted does not depend on the band.
      expect(code).toBe(compile(SYNTAX));
    },
  );
});

describe('the build for a host', () => {
  const file = (name: string) => join(__dirname, '..', name);

  it.each([
    ['@swc/core', '1.15.3', 'coroscope-swc-1.15.wasm'],
    ['@swc/core', '1.15.47', 'coroscope-swc-1.15.wasm'],
    ['@swc/core', '1.16.0', 'coroscope-swc-1.16.wasm'],
    ['@swc/core', '1.16.22', 'coroscope-swc-1.16.wasm'],
    ['next', '16.2.4', 'coroscope-swc-1.15.wasm'],
    ['next', '16.4.6', 'coroscope-swc-1.16.wasm'],
    ['@rspack/core', '2.3.2', 'coroscope-swc-1.16.wasm'],
  ] as const)('%s %s', (host, version, expected) => {
    expect(pluginFile(host, version)).toBe(file(expected));
  });

  it.each([
    ['@swc/core', '1.14.0'],
    ['@swc/core', '1.15.2'],
    ['@swc/core', '1.17.0'],
    ['next', '15.5.29'],
    ['@rspack/core', '1.7.0'],
  ] as const)('there is none for %s %s, and the way round is named', (host, version) => {
    expect(() => pluginFile(host, version)).toThrow(
      new RegExp(
        `^@coroscope/swc-plugin: ${host} ${version} is not among .*@swc/core >=1.15.3 <1.16.0.*; ` +
          'instrument before SWC instead, with @coroscope/unplugin or @coroscope/jest',
      ),
    );
  });

  it('is that for the installed version', () => {
    expect(coroscope({ modules: false })).toEqual([
      [pluginFile('@swc/core', newest.version), { modules: false }],
    ]);
  });

  it('is none while the environment does not allow it', () => {
    const env = 'COROSCOPE_TEST_GATE';
    expect(coroscope({ env })).toEqual([]);
    process.env[env] = '1';
    try {
      expect(coroscope({ env, leaves: 'time' })).toEqual([[pluginFile(), { leaves: 'time' }]]);
    } finally {
      delete process.env[env];
    }
  });

  it('needs the host to be installed', () => {
    expect(() => coroscope({}, 'next')).toThrow(
      /next is not installed in .*name the host as the second/,
    );
  });
});
