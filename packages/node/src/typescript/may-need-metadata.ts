import type { ConfiguredFile } from './source-file.js';

/** Whether only a look at its code tells whether a file is compiled with `emitDecoratorMetadata`. */
export function mayNeedMetadata({ source, compilerOptions }: ConfiguredFile): boolean {
  return source.includes('@') && compilerOptions.emitDecoratorMetadata === true;
}
