import { formatOfFile } from '../../src/index.js';

const formats = [
  { name: 'plain', extensions: ['.txt', '.log'] },
  { name: 'json', extensions: ['.json'] },
  { name: 'other', extensions: ['.other.json', '.gz'] },
];

it.each([
  ['a.txt', 'plain'],
  ['logs/of.json/a.log', 'plain'],
  ['a.json', 'json'],
  ['A.JSON', 'json'],
  ['a.b.json', 'json'],
  ['C:\\figures\\a.json', 'json'],
  ['a.other.json', 'other'],
  ['.hidden.json', 'json'],
])('%s is %s by its extension', (file, name) => {
  expect(formatOfFile(file, formats)?.name).toBe(name);
});

it.each(['report', 'reports.d/today', '.json', '/dev/stdout', 'a.', '.', '..', ''])(
  '"%s" has no extension and is in the first format',
  (file) => {
    expect(formatOfFile(file, formats)?.name).toBe('plain');
  },
);

it.each(['a.html', 'a.json.bak', 'ajson.txt2', 'a.xjson'])('%s is in none', (file) => {
  expect(formatOfFile(file, formats)).toBeUndefined();
});
