import coroscope from '@coroscope/unplugin/vite';
import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [reactRouter(), coroscope({ env: true })],
  // Coroscope's packages are those of the repository around this example.
  server: { fs: { allow: ['../../..'] } },
});
