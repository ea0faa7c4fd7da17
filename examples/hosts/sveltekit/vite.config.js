import coroscope from '@coroscope/unplugin/vite';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [sveltekit(), coroscope({ env: true, exclude: '.svelte-kit' })],
  // Coroscope's packages are those of the repository around this example.
  server: { fs: { allow: ['../../..'] } },
});
