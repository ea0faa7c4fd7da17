import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { fullProfile } from './full-profile.js';

const sources = join(__dirname, '../src');

/** An entry with all that it imports, and what that is. */
function bundle(entry: string) {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [join(sources, `${entry}.ts`)],
    alias: { '@coroscope/runtime/contract': join(sources, '../../runtime/src/contract.ts') },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    treeShaking: false,
    write: false,
    metafile: true,
  });
  return { code: outputFiles[0].text, modules: Object.keys(metafile.inputs) };
}

describe('the entries of the package', () => {
  it.each(['figures', 'encoding', 'tables', 'processors', 'findings', 'trace', 'compare'])(
    '%s brings no check against a schema along',
    (entry) => {
      const { modules } = bundle(entry);
      expect(modules.join()).toContain(`src/${entry}.ts`);
      expect(modules.filter((path) => path.includes('schema'))).toEqual([]);
    },
  );

  it('document reads profiles where code may not be made of text', () => {
    const directory = mkdtempSync(join(tmpdir(), 'coroscope-profile-'));
    try {
      const { code, modules } = bundle('document');
      expect(modules.filter((path) => path.includes('node_modules'))).toEqual([]);
      writeFileSync(join(directory, 'document.cjs'), code);
      writeFileSync(join(directory, 'profile.json'), JSON.stringify(fullProfile));
      writeFileSync(
        join(directory, 'main.cjs'),
        `const { readProfile } = require('./document.cjs');
        const text = require('node:fs').readFileSync(__dirname + '/profile.json', 'utf8');
        console.log(readProfile(text, 'full').format);
        try { new Function(''); } catch ({ name }) { console.log(name); }`,
      );
      const { stdout, stderr } = spawnSync(
        process.execPath,
        ['--disallow-code-generation-from-strings', join(directory, 'main.cjs')],
        { encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      expect(stdout).toBe('coroscope-profile\nEvalError\n');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
