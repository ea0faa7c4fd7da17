import { isEnabled } from '../src/index.js';

const VARIABLE = 'COROSCOPE_OF_A_TEST';
afterEach(() => {
  delete process.env[VARIABLE];
  delete process.env.COROSCOPE;
});

describe('the option env', () => {
  it.each([undefined, false])('%s enables everything', (env) => {
    expect(isEnabled({ env })).toBe(true);
  });

  it.each(['', '0', 'false'])('names a variable that disables everything as %j', (value) => {
    process.env[VARIABLE] = value;
    expect(isEnabled({ env: VARIABLE })).toBe(false);
  });

  it('names a variable that disables everything where it is not set', () => {
    expect(isEnabled({ env: VARIABLE })).toBe(false);
    process.env[VARIABLE] = '1';
    expect(isEnabled({ env: VARIABLE })).toBe(true);
  });

  it('stands for COROSCOPE as true', () => {
    expect(isEnabled({ env: true })).toBe(false);
    process.env.COROSCOPE = '1';
    expect(isEnabled({ env: true })).toBe(true);
  });
});
