import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the documentation has its pictures. */
const PICTURES = join(__dirname, '../../../../docs/page');

/** Takes a picture for the documentation, where COROSCOPE_PICTURES=1 asks for new ones. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.COROSCOPE_PICTURES !== '1') return;
  mkdirSync(PICTURES, { recursive: true });
  await page.setViewportSize({ width: 1040, height: 640 });
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}
