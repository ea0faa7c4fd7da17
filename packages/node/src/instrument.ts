import { transform } from '@coroscope/transform';
import { readInputMap } from '@coroscope/transform/adapter';
import { keepMissingSources } from './kept-sources.js';
import { oneLine, say } from './messages.js';
import type { NodeOptions } from './options.js';
import { createSelection } from './selection.js';
import { withSourceMap } from './source-map-comment.js';

export type SourceType = 'module' | 'commonjs' | 'unambiguous';

/**
 * Instruments a file, or gives undefined where it has to run as it is: because it is not selected,
 * or because the transform can't handle it, which is said once.
 *
 * @param needsMap the result carries its source map
 */
export type Instrument = (
  code: string,
  path: string,
  sourceType: SourceType,
  needsMap: boolean,
) => string | undefined;

/**
 * Instrumented code reaches the runtime through its global, which exists before the first file is
 * loaded. So the program's module graph, `require.cache` and `module.children` stay what they were,
 * and code works whichever module system the file turns out to be written for.
 */
export function createInstrument(options: NodeOptions): Instrument {
  const isSelected = createSelection(options);
  const refused = new Set<string>();
  return (code, path, sourceType, needsMap) => {
    if (!isSelected(path)) return undefined;
    try {
      const inputSourceMap = readInputMap(code, path);
      const result = transform(code, {
        filename: path,
        sourceType,
        runtime: 'global',
        sourceText: options.sourceText,
        inputSourceMap,
        sourceMap: needsMap,
        onWarning: (message) => {
          if (!options.quiet) say(message);
        },
      });
      if (inputSourceMap && options.parts) keepMissingSources(options.parts, inputSourceMap);
      return needsMap ? withSourceMap(result.code, result.map) : result.code;
    } catch (error) {
      if (!refused.has(path) && !options.quiet) say(`not instrumented: ${oneLine(error, path)}`);
      refused.add(path);
      return undefined;
    }
  };
}
