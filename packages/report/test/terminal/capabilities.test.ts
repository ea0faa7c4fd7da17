import { capabilitiesOf } from '../../src/terminal/capabilities.js';

const terminal = { isTTY: true, columns: 90 };
const utf8 = { TERM: 'xterm', LANG: 'en_US.UTF-8' };

it('a terminal has colours, and a file has not', () => {
  expect(capabilitiesOf(terminal, { TERM: 'xterm' }, true).color).toBe(true);
  expect(capabilitiesOf({}, { TERM: 'xterm' }, true).color).toBe(false);
  expect(capabilitiesOf(undefined, { TERM: 'xterm' }, true).color).toBe(false);
});

it.each([
  ['a dumb terminal', { TERM: 'dumb' }, true],
  ['NO_COLOR', { TERM: 'xterm', NO_COLOR: '1' }, true],
  ['FORCE_COLOR=0', { TERM: 'xterm', FORCE_COLOR: '0' }, true],
  ['the option', { TERM: 'xterm' }, false],
  ['the option, though FORCE_COLOR wants them', { TERM: 'xterm', FORCE_COLOR: '1' }, false],
])('colours are refused by %s', (_, environment, mayColor) => {
  expect(capabilitiesOf(terminal, environment, mayColor).color).toBe(false);
});

it('FORCE_COLOR colours a pipe, but no file', () => {
  expect(capabilitiesOf({}, { FORCE_COLOR: '1' }, true).color).toBe(true);
  expect(capabilitiesOf(undefined, { FORCE_COLOR: '1' }, true).color).toBe(false);
});

it('only a terminal has a width', () => {
  expect(capabilitiesOf(terminal, {}, true).width).toBe(90);
  expect(capabilitiesOf({ columns: 90 }, {}, true).width).toBeUndefined();
});

// What Windows has is not known by the locale.
(process.platform === 'win32' ? describe.skip : describe)('characters beyond ASCII', () => {
  it('go to a terminal whose locale has them', () => {
    expect(capabilitiesOf(terminal, utf8, true).unicode).toBe(true);
    expect(capabilitiesOf(terminal, { ...utf8, LC_ALL: 'C' }, true).unicode).toBe(false);
    expect(capabilitiesOf(terminal, { ...utf8, TERM: 'linux' }, true).unicode).toBe(false);
  });

  it('go to no file or pipe', () => {
    expect(capabilitiesOf({}, utf8, true).unicode).toBe(false);
  });
});
