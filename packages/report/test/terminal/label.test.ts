import stringWidth from 'string-width';
import { label } from '../../src/terminal/label.js';
import { createTheme } from '../../src/terminal/theme.js';

describe('a label', () => {
  const theme = createTheme({ color: false, unicode: true });

  test('shows the name and the location where both fit', () => {
    expect(label('Cart.checkout', 'src/cart.ts:12', 40, theme)).toBe(
      'Cart.checkout  src/cart.ts:12',
    );
  });

  test.each([
    [38, 'Cart.checkout  src/shop/cart.ts:12'],
    [33, 'Cart.checkout  …/shop/cart.ts:12'],
    [28, 'Cart.checkout  …/cart.ts:12'],
    [25, 'Cart.checkout  cart.ts:12'],
    [24, 'Cart.checkout'],
    [10, 'Cart.…kout'],
  ])('in %d columns gives up folders first, then the location', (width, expected) => {
    expect(label('Cart.checkout', 'src/shop/cart.ts:12', width, theme)).toBe(expected);
  });

  test('cuts a long name before it gives up the location', () => {
    expect(label('Cart.checkoutWithEverythingInIt', 'src/cart.ts:12', 30, theme)).toBe(
      'Cart.chec…hingInIt  cart.ts:12',
    );
  });

  test.each([8, 13, 21, 34, 55])('never takes more than %d columns', (width) => {
    const text = label('注文サービス.注文を確認する', 'src/注文/サービス.ts:1234', width, theme);
    expect(stringWidth(text)).toBeLessThanOrEqual(width);
  });
});
