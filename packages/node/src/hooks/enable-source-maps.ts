import Module from 'node:module';
import type { NodeOptions } from '../options/node-options.js';

/** What Node's types leave out: newer versions alone have it. */
interface SourceMapsSupport {
  setSourceMapsSupport?: (
    enabled: boolean,
    options: { nodeModules: boolean; generatedCode: boolean },
  ) => void;
}

/**
 * Has stack traces, and the excerpt that Node prints for an uncaught error, show the source in place of
 * the code that runs. Where Node can, packages that stay as they are keep their own positions.
 */
export function enableSourceMaps({ all, include }: Pick<NodeOptions, 'all' | 'include'>): void {
  if (process.sourceMapsEnabled) return;
  const { setSourceMapsSupport } = Module as SourceMapsSupport;
  if (setSourceMapsSupport === undefined) {
    process.setSourceMapsEnabled(true);
  } else {
    setSourceMapsSupport(true, { nodeModules: all || include.length > 0, generatedCode: false });
  }
}
