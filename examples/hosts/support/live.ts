import { readProfile, type Profile } from '@coroscope/profile';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../../packages/conformance/test/support/chromium.js';
import { calls } from '../../../packages/coroscope/test/support/command.js';

/** The profile at `/__coroscope`, as soon as it has what it should have: threads send their parts once a second. */
export async function liveProfileOnce(
  url: string,
  isReady: (profile: Profile) => boolean,
  beforeEachLook: () => Promise<unknown> = async () => {},
): Promise<Profile> {
  for (;;) {
    await beforeEachLook();
    const text = await (await fetch(`${url}/__coroscope/profile.json`)).text();
    // There is none before anything has run.
    if (text !== '') {
      const profile = readProfile(text, 'profile.json');
      if (isReady(profile)) return profile;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Opens the page, has it call its global function `add` once, and gives the profile with that call. A server that bundles
 * dependencies when it first hears of them loads the page again, whose figures then begin anew.
 */
export async function profileOfPage(url: string): Promise<{ profile: Profile; text: string }> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const addOnce = async () => {
      try {
        await page.waitForFunction('globalThis.add && globalThis.coroscope');
        await page.evaluate('globalThis.added ??= globalThis.add()');
      } catch (error) {
        // It was just being loaded again.
        if (!/context was destroyed|navigat/i.test(String(error))) throw error;
      }
    };
    const profile = await liveProfileOnce(url, (profile) => callsOfAdd(profile) === 1, addOnce);
    return { profile, text: (await page.textContent('p'))! };
  } finally {
    await browser.close();
  }
}

/** A function of the component's file, or of the component. */
function callsOfAdd(profile: Profile): number | undefined {
  const figures = calls(profile);
  return figures.add ?? figures['Home.add'];
}
