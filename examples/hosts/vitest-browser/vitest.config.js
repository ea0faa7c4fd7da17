import coroscope from '@coroscope/vitest';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

// Playwright's own browser, unless another one is named.
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  plugins: [coroscope({ env: true, out: process.env.COROSCOPE_OUT })],
  // Coroscope's packages are those of the repository around this example.
  server: { fs: { allow: ['../../..'] } },
  test: {
    include: ['src/*.test.js'],
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions: { executablePath, args: ['--no-sandbox'] } }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
