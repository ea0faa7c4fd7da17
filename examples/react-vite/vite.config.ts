import react from '@vitejs/plugin-react';
import coroscope from '@coroscope/unplugin/vite';
import { defineConfig } from 'vite';
import { shop } from './shop.ts';

export default defineConfig({
  plugins: [react(), coroscope({ env: true }), shop()],
});
