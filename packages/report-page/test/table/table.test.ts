import type { Column } from '../../src/table/column.js';
import { formatSorting, parseSorting } from '../../src/table/column.js';
import { toCsv } from '../../src/table/csv.js';
import { sortRows } from '../../src/table/sort-rows.js';

interface Row {
  name: string;
  time: number | undefined;
}

const columns: Column<Row>[] = [
  {
    key: 'name',
    heading: 'name',
    isNumeric: false,
    value: ({ name }) => name,
    cell: ({ name }) => name,
  },
  {
    key: 'time',
    heading: 'time',
    isNumeric: true,
    value: ({ time }) => time,
    cell: ({ time }) => time,
  },
];
const rows: Row[] = [
  { name: 'b', time: 2 },
  { name: 'a', time: undefined },
  { name: 'c', time: 10 },
  { name: 'd', time: 2 },
];
const namesBy = (key: string, isDescending: boolean) =>
  sortRows(rows, columns, { key, isDescending }).map(({ name }) => name);

test('rows are sorted by numbers and texts, and what has no figure comes last both ways', () => {
  expect(namesBy('time', true)).toEqual(['c', 'b', 'd', 'a']);
  expect(namesBy('time', false)).toEqual(['b', 'd', 'c', 'a']);
  expect(namesBy('name', false)).toEqual(['a', 'b', 'c', 'd']);
  expect(namesBy('unknown', false)).toEqual(['b', 'a', 'c', 'd']);
});

test('a sorting is read as it is written', () => {
  for (const sorting of [
    { key: 'self', isDescending: true },
    { key: 'self', isDescending: false },
  ]) {
    expect(parseSorting(formatSorting(sorting), { key: 'x', isDescending: true })).toEqual(sorting);
  }
});

test('CSV quotes what would break it, and nothing is a formula', () => {
  const odd: Row[] = [
    { name: 'a,"b"\nc', time: -0.5 },
    { name: '=HYPERLINK("x")', time: undefined },
  ];
  expect(toCsv(odd, columns)).toBe('name,time\r\n"a,""b""\nc",-0.5\r\n"\'=HYPERLINK(""x"")",\r\n');
});
