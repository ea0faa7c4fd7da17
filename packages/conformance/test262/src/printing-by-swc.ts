import { transformSync } from '@swc/core';
import { NotParsed, type Printer } from './printer.js';

/** The build of the plugin for SWC as it is installed; the bundle has it as a constant. */
declare const SWC_PLUGIN: string;

/** By SWC, alone or with the plugin. */
export const printedBySwc: Printer = (code, filename, sourceType, variant) => {
  const plugins: [string, Record<string, unknown>][] =
    variant.transform === null ? [] : [[SWC_PLUGIN, { ...variant.transform }]];
  try {
    return transformSync(code, {
      filename,
      isModule: sourceType === 'module',
      swcrc: false,
      configFile: false,
      jsc: {
        target: 'esnext',
        parser: { syntax: 'ecmascript', explicitResourceManagement: true },
        experimental: { plugins, runPluginFirst: true },
      },
    }).code;
  } catch (error) {
    const message = String(error);
    throw message.includes('Syntax Error') ? new NotParsed(message) : error;
  }
};
