// The script of the page that shows the figures. It stands alone: it is served as one file.
import type { FunctionRow, SiteRow } from '@coroscope/profile';
import type { LiveFigures } from './vite/live-protocol.js';

/** Milliseconds from one look at the server to the next. */
const EVERY = 1000;

interface Column<Row> {
  title: string;
  /** What it means. */
  hint: string;
  value: (row: Row) => number | undefined;
  /** A count unless it says so. */
  isTime?: boolean;
  /** Shows the share of the column's largest. */
  bar?: 'stack' | 'wait';
  /** What is not zero is a cause for concern. */
  isWarning?: boolean;
}

interface Place {
  file: string;
  line: number;
  column: number;
}

interface View<Row> {
  table: HTMLTableElement;
  columns: Column<Row>[];
  /** Index of a column, or -1 for the name. */
  sortedBy: number;
  isAscending: boolean;
  name: (row: Row) => string;
  kind: (row: Row) => string;
}

const element = <Found extends HTMLElement>(id: string) => document.getElementById(id) as Found;

const functions: View<FunctionRow> = {
  table: element('functions'),
  name: (row) => row.name,
  kind: (row) =>
    row.kind === 'function' ? '' : row.kind === 'asyncGenerator' ? 'async generator' : row.kind,
  sortedBy: 2,
  isAscending: false,
  columns: [
    { title: 'calls', hint: 'Activations entered', value: (row) => row.calls },
    {
      title: 'live',
      hint: 'Activations that have not ended',
      value: (row) => row.live,
    },
    {
      title: 'total',
      hint: 'From entry to real exit: on stack and awaiting',
      value: (row) => row.total,
      isTime: true,
    },
    {
      title: 'self',
      hint: 'On stack, with nothing of yours above it',
      value: (row) => (row.counted ? undefined : row.self),
      isTime: true,
      bar: 'stack',
    },
    {
      title: 'on stack',
      hint: 'On stack, with what it called',
      value: (row) => row.onStack,
      isTime: true,
    },
    {
      title: 'awaiting',
      hint: 'Suspended until a promise settles',
      value: (row) => row.awaiting,
      isTime: true,
      bar: 'wait',
    },
    {
      title: 'external',
      hint: 'Awaiting what nothing of yours explains: a timer, a socket',
      value: (row) => row.external,
      isTime: true,
    },
    { title: 'average', hint: 'Total by calls', value: (row) => row.average, isTime: true },
    {
      title: 'suspensions',
      hint: 'Times it left the stack without ending',
      value: (row) => row.suspensions,
    },
    { title: 'peak', hint: 'The most alive at once', value: (row) => row.peak },
  ],
};

const sites: View<SiteRow> = {
  table: element('sites'),
  name: (row) => row.source ?? row.kind,
  kind: (row) => row.functionName,
  sortedBy: 2,
  isAscending: false,
  columns: [
    {
      title: 'suspended',
      hint: 'Times an activation was suspended here',
      value: (row) => row.suspended,
    },
    {
      title: 'waiting now',
      hint: 'Activations that hang here',
      value: (row) => row.live,
      isWarning: true,
    },
    {
      title: 'waiting',
      hint: 'Time waited here',
      value: (row) => row.waiting,
      isTime: true,
      bar: 'wait',
    },
    { title: 'mean', hint: 'Waiting by waits', value: (row) => row.mean, isTime: true },
    { title: 'p50', hint: 'Half of the waits were shorter', value: (row) => row.p50, isTime: true },
    { title: 'p99', hint: '99 % of the waits were shorter', value: (row) => row.p99, isTime: true },
    { title: 'longest', hint: 'The longest wait', value: (row) => row.longest, isTime: true },
  ],
};

const filter = element<HTMLInputElement>('filter');
const pause = element<HTMLButtonElement>('pause');
const reset = element<HTMLButtonElement>('reset');
let shown: LiveFigures | undefined;

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

const counts = new Intl.NumberFormat('en');

function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toPrecision(3)} s`;
  if (milliseconds >= 1) return `${milliseconds.toPrecision(3)} ms`;
  return `${counts.format(Math.round(milliseconds * 1000))} µs`;
}

function nameCell(name: string, kind: string, { file, line, column }: Place, canOpen: boolean) {
  const cell = make('td');
  const text = `${file}:${line}`;
  const place = make(canOpen ? 'a' : 'span', 'place', text);
  if (place instanceof HTMLAnchorElement) {
    place.href = `/__open-in-editor?file=${encodeURIComponent(`${text}:${column}`)}`;
    place.addEventListener('click', (event) => {
      event.preventDefault();
      void fetch(place.href);
    });
  }
  cell.append(make('span', 'name', name), make('span', 'kind', kind), place);
  cell.title = `${name} ${text}`;
  return cell;
}

function figureCell<Row>({ value, isTime, bar, isWarning }: Column<Row>, row: Row, most: number) {
  const figure = value(row);
  const cell = make('td', figure ? '' : 'none');
  if (figure === undefined) cell.textContent = '–';
  else cell.textContent = isTime && figure > 0 ? duration(figure) : counts.format(figure);
  if (figure && isWarning) cell.classList.add('warn');
  if (figure && bar) {
    cell.classList.add('bar', bar);
    cell.style.setProperty('--share', String(figure / most));
  }
  return cell;
}

function render<Row extends Place>(view: View<Row>, rows: Row[], canOpen: boolean): void {
  const wanted = filter.value.toLowerCase();
  const matching = rows.filter((row) =>
    `${view.name(row)} ${view.kind(row)} ${row.file}`.toLowerCase().includes(wanted),
  );
  const order = view.columns[view.sortedBy];
  matching.sort((a, b) =>
    order
      ? (order.value(a) ?? -1) - (order.value(b) ?? -1)
      : view.name(a).localeCompare(view.name(b)),
  );
  if (!view.isAscending) matching.reverse();
  const most = view.columns.map(({ value }) => Math.max(...rows.map((row) => value(row) ?? 0)));
  const body = make('tbody');
  for (const row of matching) {
    const line = make('tr');
    line.append(nameCell(view.name(row), view.kind(row), row, canOpen));
    view.columns.forEach((column, i) => line.append(figureCell(column, row, most[i]!)));
    body.append(line);
  }
  if (matching.length === 0) {
    const cell = make('td', 'empty', 'Nothing yet.');
    cell.colSpan = view.columns.length + 1;
    body.append(cell);
  }
  view.table.tBodies[0]?.remove();
  view.table.append(body);
}

function renderHead<Row extends Place>(view: View<Row>): void {
  const line = make('tr');
  const titles = [{ title: 'name', hint: 'Name and place in the source' }, ...view.columns];
  titles.forEach(({ title, hint }, position) => {
    const index = position - 1;
    const cell = make('th');
    cell.scope = 'col';
    if (index === view.sortedBy) cell.ariaSort = view.isAscending ? 'ascending' : 'descending';
    const button = make('button', '', title);
    button.type = 'button';
    button.title = hint;
    button.addEventListener('click', () => {
      view.isAscending = index === view.sortedBy ? !view.isAscending : index === -1;
      view.sortedBy = index;
      renderHead(view);
      renderAll();
    });
    cell.append(button);
    line.append(cell);
  });
  const head = make('thead');
  head.append(line);
  view.table.tHead?.remove();
  view.table.prepend(head);
}

function renderAll(): void {
  if (!shown) return;
  const { places, elapsed, clock, notes, canOpen, canReset } = shown;
  const summary = [places.join(', ') || 'Waiting for a page to be opened.'];
  if (places.length > 0) summary.push(`${duration(elapsed)} recorded`);
  if (clock?.resolution && clock.resolution >= 0.001) {
    summary.push(`clock in steps of ${duration(clock.resolution)}`);
  }
  element('summary').textContent = summary.join(' · ');
  element('notes').replaceChildren(...notes.map((note) => make('li', '', note)));
  reset.hidden = !canReset;
  render(functions, shown.functions, canOpen);
  render(sites, shown.sites, canOpen);
}

async function refresh(): Promise<void> {
  try {
    const response = await fetch('figures.json');
    if (!response.ok) throw new Error(await response.text());
    shown = (await response.json()) as LiveFigures;
    renderAll();
  } catch (error) {
    const isSilent = error instanceof TypeError;
    element('summary').textContent = isSilent ? 'The server does not answer.' : String(error);
  }
}

const isPaused = () => pause.ariaPressed === 'true';

filter.addEventListener('input', renderAll);
pause.addEventListener('click', () => {
  pause.ariaPressed = String(!isPaused());
});
reset.addEventListener('click', () => {
  void fetch('reset', { method: 'POST' }).then(refresh);
});
renderHead(functions);
renderHead(sites);
void refresh();
setInterval(() => {
  if (!isPaused() && document.visibilityState === 'visible') void refresh();
}, EVERY);
