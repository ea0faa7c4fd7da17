import coroscope from '@coroscope/unplugin/webpack';
import { join } from 'node:path';

const loader = { loader: '@coroscope/unplugin/turbopack-loader', options: {} };

export default {
  turbopack: {
    // Coroscope's packages are those of the repository around this example.
    root: join(import.meta.dirname, '../../..'),
    rules: process.env.COROSCOPE ? { '*.{js,jsx,ts,tsx}': { loaders: [loader] } } : {},
  },
  webpack(config) {
    config.plugins.push(coroscope({ env: true }));
    return config;
  },
};
