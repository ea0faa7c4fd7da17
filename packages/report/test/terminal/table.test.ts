import stringWidth from 'string-width';
import { label } from '../../src/terminal/label.js';
import { renderTable, type Column, type FlexibleColumn } from '../../src/terminal/table.js';
import { createTheme } from '../../src/terminal/theme.js';

interface Row {
  name: string;
  calls: number;
}

const rows: Row[] = [
  { name: 'plain', calls: 1 },
  { name: '注文確認', calls: 1234 },
  { name: '🚀 launch', calls: 56 },
];
const calls: Column<Row> = { heading: 'calls', align: 'right', cell: (row) => String(row.calls) };
const nameFirst: Column<Row> = { heading: 'name', align: 'left', cell: (row) => row.name };
const last: FlexibleColumn<Row> = {
  heading: 'name',
  cell: (row, width) =>
    label(row.name, 'main.ts:1', width, createTheme({ color: false, unicode: true })),
};

test('columns stay aligned by display width after wide names', () => {
  const { lines } = renderTable(
    rows,
    [nameFirst, calls],
    last,
    createTheme({ color: false, unicode: true }),
  );
  const endOfCalls = lines.map((line, index) => {
    const digits = String(rows[index].calls);
    return stringWidth(line.slice(0, line.indexOf(digits) + digits.length));
  });
  expect(new Set(endOfCalls).size).toBe(1);
});

test('colour does not change the layout', () => {
  const plain = createTheme({ color: false, unicode: true });
  const colored = createTheme({ color: true, unicode: true });
  const strong: Column<Row> = { ...calls, cell: (row) => colored.styles.strong(String(row.calls)) };
  const expected = renderTable(rows, [calls], last, plain).lines;
  const { lines } = renderTable(rows, [strong], last, colored);
  // eslint-disable-next-line no-control-regex
  expect(lines.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(expected);
  expect(lines[0]).toContain('\u001b[1m');
});

test('where it is narrow, optional columns go, the most demanding first, and are named', () => {
  const optional = (heading: string, dropBelow: number): Column<Row> => ({
    heading,
    align: 'right',
    cell: () => 'x'.repeat(20),
    dropBelow,
  });
  // Without the last column: 7 columns, and 22 for each of the optional ones; 2 in between.
  const dropped = (width: number, first: number, second: number) => {
    const columns = [calls, optional('first', first), optional('second', second)];
    const theme = createTheme({ color: false, unicode: true, width });
    return renderTable(rows, columns, last, theme).dropped;
  };
  expect(dropped(73, 20, 10)).toEqual([]);
  expect(dropped(72, 20, 10)).toEqual(['first']);
  expect(dropped(60, 20, 29)).toEqual(['second']);
  expect(dropped(60, 40, 30)).toEqual(['first', 'second']);
});
