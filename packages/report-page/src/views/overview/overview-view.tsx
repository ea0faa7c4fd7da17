import { isHeldByConsumer } from '@coroscope/profile';
import { model } from '../../model/documents.js';
import type { ProfileModel } from '../../model/profile-model.js';
import { orderedTraces } from '../../shell/ordered-traces.js';
import { Fact } from '../functions/function-detail.js';
import { go, linkTo } from '../../state/address.js';
import { count, quantity } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';
import { duration } from '../../text/times.js';
import { DataTable } from '../../table/data-table.js';
import { siteColumns } from '../awaits/site-columns.js';
import { FindingList } from './finding-list.js';
import { OverTimeChart } from './over-time-chart.js';
import { ProcessTable } from './process-table.js';
import { TaskTable } from './task-table.js';
import { ThreadBars } from './thread-bars.js';
import { ThreadTable } from './thread-table.js';

/** Threads of which what they did over time is shown at most. */
const MOST_TRACES = 4;

/** What ran, whose time it was, what to look at, and what must be known to trust it. */
export function OverviewView() {
  const shownModel = model.value;
  const recorded = orderedTraces.value;
  return (
    <div class="overview">
      {shownModel ? (
        <ProfileSummary model={shownModel} />
      ) : (
        <p>There are traces here, but no profile: the timeline shows them.</p>
      )}
      <div class="columns">
        {recorded.slice(0, MOST_TRACES).map(({ name, trace }) => (
          <section key={name} aria-label={`Over time: ${shown(name)}`}>
            <h2>Over time{recorded.length > 1 ? `: ${shown(trace.thread.name)}` : ''}</h2>
            {trace.end > trace.start ? (
              <OverTimeChart trace={trace} />
            ) : (
              <p class="remark">This trace has no event.</p>
            )}
          </section>
        ))}
        {shownModel && <ProfileTables model={shownModel} hasTrace={recorded.length > 0} />}
        <Notes
          notes={[
            ...(shownModel?.profile.notes ?? []),
            ...recorded.flatMap(({ trace }) => trace.notes),
          ]}
        />
      </div>
    </div>
  );
}

function ProfileSummary({ model: of }: { model: ProfileModel }) {
  const { profile, totals, verdict } = of;
  const { program, startedAt, clock } = profile;
  return (
    <section aria-label="Summary">
      <h2 class="verdict">{verdict.text}</h2>
      <dl class="facts">
        <Fact name="elapsed" value={duration(profile.elapsed)} />
        <Fact name="functions" value={count(totals.functions)} />
        <Fact name="calls" value={count(totals.calls)} />
        <Fact name="suspensions" value={count(totals.suspensions)} />
        <Fact name="most in flight" value={count(totals.peak)} />
        <Fact name="never settled" value={count(totals.unsettled)} />
        <Fact name="clock" value={clock.kind} />
        {program && <Fact name="platform" value={shown(program.platform)} />}
        {startedAt && (
          <Fact name="started" value={shown(startedAt.replace('T', ' ').replace(/\..*/, ' UTC'))} />
        )}
      </dl>
    </section>
  );
}

function ProfileTables({ model: of, hasTrace }: { model: ProfileModel; hasTrace: boolean }) {
  const hanging = of.sites.filter(({ live }) => live > 0);
  const columns = siteColumns(of, hanging).filter(({ key }) =>
    ['site', 'source', 'live', 'ongoing'].includes(key),
  );
  return (
    <>
      <section aria-label="The thread’s time">
        <h2>The thread’s time</h2>
        <ThreadBars model={of} />
        {of.tag === undefined && <ThreadTable model={of} />}
        {!hasTrace && (
          <p class="remark">
            A trace shows this over the run, with the activations in flight:{' '}
            <code>coroscope run --trace FILE</code>.
          </p>
        )}
      </section>
      {of.tag === undefined && <ProcessTable model={of} />}
      <section aria-label="Findings">
        <h2>What to look at</h2>
        <FindingList model={of} />
      </section>
      <section aria-label="Hanging">
        <h2>What hangs</h2>
        {hanging.length === 0 ? (
          <p class="remark">Nothing waited when the figures were read.</p>
        ) : (
          <DataTable
            label="Sites at which activations wait"
            columns={columns}
            rows={hanging.toSorted(
              (a, b) =>
                Number(isHeldByConsumer(a.kind)) - Number(isHeldByConsumer(b.kind)) ||
                b.live - a.live,
            )}
            keyOf={({ site }) => site}
            onSelect={({ site }, isStep) =>
              isStep && go({ view: 'awaits', params: { site: String(site) } })
            }
            mostRows={8}
          />
        )}
      </section>
      <section aria-label="Longest tasks">
        <h2>Longest tasks</h2>
        <TaskTable model={of} />
        {of.functions.some(({ blame = 0 }) => blame > 0) && (
          <p class="remark">
            <a href={linkTo({ view: 'flame', params: { width: 'blame' } })}>
              Who kept whom waiting
            </a>{' '}
            is in the flame graph.
          </p>
        )}
      </section>
    </>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section aria-label="Notes">
      <h2>{quantity(notes.length, 'note')}</h2>
      <ul class="notes">
        {notes.map((note, i) => (
          <li key={i}>{shown(note)}</li>
        ))}
      </ul>
    </section>
  );
}
