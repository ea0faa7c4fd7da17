/** A tool that an adapter is for. */
export interface SupportedTool {
  /** The name on npm. */
  name: string;
  /** The name that people use. */
  title: string;
  /** The versions that the adapter is tested with, as npm writes ranges. */
  range: string;
  /** The same in words. */
  versions: string;
}

export const SUPPORTED_TOOLS = {
  vite: { name: 'vite', title: 'Vite', range: '>=7.0 <9', versions: '7 and 8' },
  rolldown: { name: 'rolldown', title: 'Rolldown', range: '1', versions: '1' },
  rollup: { name: 'rollup', title: 'Rollup', range: '4', versions: '4' },
  webpack: { name: 'webpack', title: 'webpack', range: '5', versions: '5' },
  rspack: { name: '@rspack/core', title: 'Rspack', range: '2', versions: '2' },
  esbuild: { name: 'esbuild', title: 'esbuild', range: '>=0.25 <1', versions: '0.25 and later' },
  jest: { name: 'jest', title: 'Jest', range: '>=30.0', versions: '30 and later' },
  vitest: { name: 'vitest', title: 'Vitest', range: '>=3.2', versions: '3.2 and later' },
} as const satisfies Record<string, SupportedTool>;
