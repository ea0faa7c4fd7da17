import node from '@astrojs/node';
import coroscope from '@coroscope/unplugin/vite';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  vite: {
    plugins: [coroscope({ env: true })],
    // Coroscope's packages are those of the repository around this example.
    server: { fs: { allow: ['../../..'] } },
  },
});
