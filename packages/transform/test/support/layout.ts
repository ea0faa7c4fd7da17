import { parse } from '@babel/parser';
import generate from '@babel/generator';

/** The same code in one layout, whatever its own. */
export function layOut(code: string): string {
  const ast = parse(code, { sourceType: 'module', plugins: ['explicitResourceManagement'] });
  return generate(ast, { comments: false }).code;
}

/** The emitted code of a module without what every file has: the import and the registration. */
export function withoutRegistration(emitted: string): string {
  return emitted
    .replace(/^import .*?;/, '')
    .replace(/var \$v;\s*function \$b\(index\) \{.*\}\s*$/s, '');
}
