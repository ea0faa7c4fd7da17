import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInlineMap, readInputMap } from '../src/index.js';

const directory = mkdtempSync(join(tmpdir(), 'coroscope-maps-'));
afterAll(() => rmSync(directory, { recursive: true }));

const file = join(directory, 'dist/a.js');
const map = JSON.stringify({ version: 3, sources: ['../src/a.ts'], names: [], mappings: 'AAAA' });
const comment = (url: string) => `f();\n//# sourceMappingURL=${url}\n`;
const inline = comment(`data:application/json;base64,${Buffer.from(map).toString('base64')}`);

describe('the map that a file carries', () => {
  it.each([
    ['in base 64', inline],
    ['as an encoded text', comment(`data:application/json,${encodeURIComponent(map)}`)],
    ['last of several', comment('data:,nothing') + inline],
  ])('%s: its sources are paths', (_, code) => {
    expect(readInlineMap(code, file)?.sources).toEqual([join(directory, 'src/a.ts')]);
    expect(readInputMap(code, file)?.sources).toEqual([join(directory, 'src/a.ts')]);
  });

  it('beside it, which the text alone does not tell', () => {
    writeFileSync(join(directory, 'b.js.map'), map);
    const code = comment('b.js.map');
    const path = join(directory, 'b.js');
    expect(readInputMap(code, path)?.sources).toEqual([join(directory, '../src/a.ts')]);
    expect(readInlineMap(code, path)).toBeUndefined();
  });

  it.each([
    ['none', 'f();'],
    ['one that is missing', comment('missing.js.map')],
    ['one that is no JSON', comment('data:application/json;base64,e30ke')],
    ['one that is badly encoded', comment('data:application/json,%')],
  ])('%s', (_, code) => {
    expect(readInputMap(code, file)).toBeUndefined();
    expect(readInlineMap(code, file)).toBeUndefined();
  });
});
