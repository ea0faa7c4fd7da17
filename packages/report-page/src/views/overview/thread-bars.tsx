import { threadTable, type ThreadRow } from '@coroscope/profile';
import { useMemo } from 'preact/hooks';
import type { ProfileModel } from '../../model/profile-model.js';
import { StateBar, type Part } from '../../shell/state-bar.js';
import { quantity } from '../../text/numbers.js';
import { shown } from '../../text/shown.js';

/** Threads that are shown at most, the first ones. */
const MOST = 12;

/** What the time of each thread was. */
export function ThreadBars({ model }: { model: ProfileModel }) {
  const rows = useMemo(() => threadTable(model.profile), [model]);
  return (
    <>
      {rows.slice(0, MOST).map((row, i) => (
        <div key={i} class="thread">
          {rows.length > 1 && <h3>{shown(row.name)}</h3>}
          <StateBar label={`Time of ${shown(row.name)}`} parts={partsOf(row, model)} />
        </div>
      ))}
      {rows.length > MOST && <p class="remark">{quantity(rows.length - MOST, 'more thread')}</p>}
    </>
  );
}

function partsOf(
  { onStack, offStack, idle, elsewhere }: ThreadRow,
  { hasWaits, tag }: ProfileModel,
): Part[] {
  const own: Part = {
    kind: 'on-stack',
    name: 'on stack, your code',
    time: onStack,
    help: 'Instrumented code ran',
  };
  if (tag !== undefined) {
    // Idle and elsewhere are times of the thread, not of a tag.
    return [own, { kind: 'elsewhere', name: 'all else', time: offStack }];
  }
  if (idle === undefined || elsewhere === undefined) {
    return [
      own,
      {
        kind: 'elsewhere',
        name: hasWaits ? 'off stack' : 'elsewhere',
        time: offStack,
        help: 'The thread slept, or ran code that is not instrumented: the platform does not tell',
      },
    ];
  }
  return [
    own,
    {
      kind: 'elsewhere',
      name: 'elsewhere, not instrumented',
      time: elsewhere,
      help: 'Dependencies, the platform itself, the collection of garbage',
    },
    { kind: 'idle', name: 'idle', time: idle, help: 'The event loop slept' },
  ];
}
