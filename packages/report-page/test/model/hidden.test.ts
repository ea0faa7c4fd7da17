import type { PageDocument } from '../../src/data/load.js';
import { buildProfile } from '../../../profile/test/build-profile.js';

/** What the modules of the page ask of a browser as they are loaded. */
function stubBrowser(): void {
  Object.assign(globalThis, {
    location: { hash: '#flame' },
    history: { pushState: () => {}, replaceState: () => {} },
    addEventListener: () => {},
  });
}

it('what is hidden stays the same object until something else is hidden', async () => {
  stubBrowser();
  const { documents } = await import('../../src/model/documents.js');
  const { hiddenFunctions, hide } = await import('../../src/model/hidden.js');
  const { go } = await import('../../src/state/address.js');
  const names = { own: {}, other: { file: 'other.ts' } };
  const contexts = [
    { of: 'own', calls: 1 },
    { of: 'other', calls: 1 },
  ];
  const profile = buildProfile({ names, contexts });
  documents.value = [{ kind: 'profile', name: 'a.json', profile }] satisfies PageDocument[];
  const before = hiddenFunctions.value;
  expect([...before]).toEqual([0, 0]);
  // A graph of half a million blocks is derived anew with each other object.
  go({ params: { z: '1', n: '1' } });
  expect(hiddenFunctions.value).toBe(before);
  hide('file:other.ts');
  expect([...hiddenFunctions.value]).toEqual([0, 1]);
});
