import { expect, test } from 'vitest';
import { price } from './cart.js';

test('a price', async () => {
  await expect(price('apple')).resolves.toBe(3);
  expect(price).toHaveBeenEntered(1);
});

test('two prices at once', async () => {
  expect(await Promise.all([price('apple'), price('pear')])).toEqual([3, 4]);
  expect(price).toHaveBeenEntered(2);
});
