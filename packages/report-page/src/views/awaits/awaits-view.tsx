import { isHeldByConsumer, type SiteRow } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import { Distribution } from '../../charts/distribution.js';
import { hiddenFunctions } from '../../model/hidden.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { HideMenu } from '../../shell/hide-menu.js';
import { SearchBox } from '../../shell/search-box.js';
import { SourceLink } from '../../shell/source-link.js';
import { SourceLines } from '../../shell/source-lines.js';
import { StateBar } from '../../shell/state-bar.js';
import { Fact } from '../functions/function-detail.js';
import { go, linkTo, numberParam, ofFunction, param } from '../../state/address.js';
import { formatSorting, parseSorting } from '../../table/column.js';
import { toCsv } from '../../table/csv.js';
import { DataTable } from '../../table/data-table.js';
import { download } from '../../table/download.js';
import { sortRows } from '../../table/sort-rows.js';
import { count, quantity } from '../../text/numbers.js';
import { duration } from '../../text/times.js';
import { hasPairs, PairTable } from './pair-table.js';
import { siteColumns } from './site-columns.js';

/** Where activations waited, for how long, and what waited in vain. */
export function AwaitsView({ model }: { model: ProfileModel }) {
  const text = (param('q') ?? '').toLowerCase();
  const onlyHanging = param('hanging') === '1';
  const hidden = hiddenFunctions.value;
  const columns = useMemo(() => siteColumns(model, model.sites), [model]);
  const matching = useMemo(
    () =>
      model.sites.filter(
        (row) =>
          hidden[row.function] === 0 && (!onlyHanging || row.live > 0) && matches(row, text, model),
      ),
    [model, hidden, text, onlyHanging],
  );
  const fallback = { key: model.hasWaits ? 'waiting' : 'suspended', isDescending: true };
  const sorting = parseSorting(param('asort'), fallback);
  const sortText = formatSorting(sorting);
  const rows = useMemo(() => sortRows(matching, columns, sorting), [matching, columns, sortText]);
  const selected = numberParam('site');
  const row = model.sites.find(({ site }) => site === selected);
  return (
    <div class={row ? 'split' : 'split alone'}>
      <section class="pane" aria-label="Awaits">
        <div class="toolbar">
          <SearchBox label="Search awaits" placeholder="Function, path or source" />
          <HideMenu model={model} />
          <label class="check">
            <input
              type="checkbox"
              checked={onlyHanging}
              onChange={() => go({ params: { hanging: onlyHanging ? undefined : '1' } })}
            />
            Hanging now
          </label>
          <span class="spring" />
          <span class="remark" role="status">
            {quantity(rows.length, 'site')}
          </span>
          <button
            type="button"
            onClick={() => download('awaits.csv', 'text/csv', toCsv(rows, columns))}
          >
            Save as CSV
          </button>
        </div>
        {!model.hasWaits && (
          <p class="message">
            The CPU clock stands still while nothing computes, so it does not count waiting: these
            are the times something waited, not how long. Record with the wall clock for that.
          </p>
        )}
        <DataTable
          label="Awaits"
          columns={columns}
          rows={rows}
          sorting={sorting}
          onSort={(next) => go({ params: { asort: formatSorting(next) } })}
          keyOf={({ site }) => site}
          selected={selected}
          onSelect={({ site }, isStep) => go({ params: { site: String(site) } }, isStep)}
          empty={
            model.sites.length === 0
              ? 'Nothing waited: no activation left the stack before its end.'
              : 'No await matches.'
          }
        />
        {hasPairs(model) && (
          <details class="below" open={row === undefined}>
            <summary>One after another</summary>
            <PairTable model={model} />
          </details>
        )}
      </section>
      {row && <SiteDetail key={row.site} model={model} row={row} />}
    </div>
  );
}

function SiteDetail({ model, row }: { model: ProfileModel; row: SiteRow }) {
  const { waiting, outside, contended } = row;
  const path = model.path(row.file);
  const isPaused = isHeldByConsumer(row.kind);
  const isTold = outside !== undefined && contended !== undefined;
  return (
    <section class="pane detail" aria-label={`Await at line ${row.line}`}>
      <header>
        <h2>
          {row.kind} in {model.names[row.function]}
        </h2>
        <button
          type="button"
          class="close"
          aria-label="Close"
          onClick={() => go({ params: { site: undefined } })}
        >
          ×
        </button>
        <p class="where">
          <SourceLink {...row} path={row.file} text={`${path}:${row.line}:${row.column}`} />
          {row.inLoop && ' · in a loop'}
        </p>
        <p class="links">
          <a href={linkTo({ view: 'functions', params: ofFunction(row.function) })}>Function</a>
        </p>
      </header>
      <SourceLines lines={[{ line: row.line, text: row.source }]} />
      <dl class="facts">
        <Fact name="times" value={count(row.suspended)} />
        <Fact name="resumed" value={count(row.resumed)} />
        {row.live > 0 && <Fact name="hanging now" value={count(row.live)} />}
        {model.hasWaits && <Fact name="waited" value={duration(waiting)} />}
        {row.mean !== undefined && model.hasWaits && (
          <Fact name="mean" value={duration(row.mean)} />
        )}
      </dl>
      {!isPaused && isTold && (
        <StateBar
          label="What was waited for"
          parts={[
            { kind: 'outside', name: 'outside', time: outside },
            { kind: 'contended', name: 'contended, at most', time: contended },
            {
              kind: 'explained',
              name: 'what was called, or undecided',
              time: Math.max(0, waiting - outside - contended),
            },
          ]}
        />
      )}
      {row.histogram.counts.length > 0 && (
        <>
          <h3>Waits that ended</h3>
          <Distribution title="Waits" histogram={row.histogram} percentiles={row} />
        </>
      )}
      {hasPairs(model, row.site) && (
        <>
          <h3>Before and after it</h3>
          <PairTable model={model} site={row.site} />
        </>
      )}
    </section>
  );
}

function matches(row: SiteRow, text: string, model: ProfileModel): boolean {
  if (text === '') return true;
  return [model.names[row.function], model.path(row.file), row.source ?? ''].some((part) =>
    part.toLowerCase().includes(text),
  );
}
