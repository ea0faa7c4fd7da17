import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import ts from 'typescript';

const SERVICE = join(__dirname, 'fixtures/commonjs/service.cts');

/** What the compiler says of the service, which is CommonJS by its extension, in our declarations too. */
function complaints(module: ts.ModuleKind): string[] {
  const options = { module, noEmit: true, strict: true, target: ts.ScriptTarget.ES2022 };
  const program = ts.createProgram([SERVICE], { ...options, types: ['node'] });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('a TypeScript service in CommonJS', () => {
  it.each(['Node16', 'NodeNext'] as const)('finds our types: %s', (module) => {
    expect(complaints(ts.ModuleKind[module])).toEqual([]);
  });

  it('runs', () => {
    const source = ts.sys.readFile(SERVICE)!;
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    expect(outputText).toContain('require("coroscope")');
    const args = ['--input-type=commonjs', '-e', outputText];
    const output = execFileSync(process.execPath, args, { cwd: __dirname, encoding: 'utf8' });
    expect(output).toBe('5 0\n');
  });
});
