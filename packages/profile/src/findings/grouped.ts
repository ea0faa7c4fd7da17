/** Numbers below this have an exponent in their text, and no digits to be shown. */
const TINY = 1e-6;

/**
 * `1,234.50`: what `toLocaleString('en-US')` gives, which takes 20 ms when it is first used. What rounding has
 * left below zero is zero.
 */
export function grouped(value: number, decimals: number): string {
  const magnitude = Math.abs(value);
  // Rounds the decimal digits, of which half a unit is rounded up, not the binary ones.
  const shifted = magnitude < TINY ? 0 : Math.round(Number(`${magnitude}e${decimals}`));
  // What has more digits than a number holds is left to the platform.
  if (!(shifted < 1e15)) {
    const exact = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return value.toLocaleString('en-US', { ...exact, signDisplay: 'negative' });
  }
  const digits = String(shifted).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const sign = value < 0 && shifted > 0 ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}
