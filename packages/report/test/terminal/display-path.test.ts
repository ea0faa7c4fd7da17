import { displayPath } from '../../src/terminal/display-path.js';

test.each([
  ['/app/src/a.ts', '/app', 'src/a.ts'],
  ['/app/src/a.ts', '/app/', 'src/a.ts'],
  ['/app/src/a.ts', '/', 'app/src/a.ts'],
  ['/application/a.ts', '/app', '/application/a.ts'],
  ['/app/a.ts', undefined, '/app/a.ts'],
  ['file:///app/my%20files/a.ts', '/app', 'my files/a.ts'],
  ['file:///app/100%.ts', '/app', '100%.ts'],
  ['C:\\app\\src\\a.ts', 'C:\\app', 'src/a.ts'],
  ['file:///C:/app/src/a.ts', 'C:\\app', 'src/a.ts'],
  ['src/a.ts', '/app', 'src/a.ts'],
  ['https://example.org/a.js', '/app', 'https://example.org/a.js'],
])('%s seen from %s is %s', (file, directory, expected) => {
  expect(displayPath(file, directory)).toBe(expected);
});
