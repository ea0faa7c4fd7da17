import { expect, test } from 'vitest';
import { price, total } from './cart.js';

test('a total asks for each price once', async () => {
  expect(await total(['apple', 'pear', 'pear'])).toBe(11);
  expect(globalThis.document.body.textContent).toBe('Total: 11');
  expect(price).toHaveBeenEntered(3);
  expect('total').toHaveSuspendedAtMost(3);
});
