import type { WordedFinding } from '@coroscope/profile';
import type { ProfileModel } from '../../model/profile-model.js';
import { linkTo, NO_BLOCK, ofFunction } from '../../state/address.js';
import { shown } from '../../text/shown.js';
import { duration } from '../../text/times.js';

/** Findings that are shown before all are asked for. */
const MOST = 8;

/** What the profile suggests to look at: each leads to its place. */
export function FindingList({ model }: { model: ProfileModel }) {
  const { findings } = model;
  if (findings.length === 0) return <p class="remark">Nothing stands out.</p>;
  const rest = findings.slice(MOST);
  return (
    <>
      <ol class="findings">
        {findings.slice(0, MOST).map((finding, i) => (
          <Item key={i} finding={finding} />
        ))}
      </ol>
      {rest.length > 0 && (
        <details>
          <summary>{rest.length} more</summary>
          <ol class="findings" start={MOST + 1}>
            {rest.map((finding, i) => (
              <Item key={i} finding={finding} />
            ))}
          </ol>
        </details>
      )}
    </>
  );
}

function Item({ finding }: { finding: WordedFinding }) {
  const { title, text, cost } = finding;
  return (
    <li>
      <p>
        <a href={placeOf(finding)}>{shown(title)}</a>
        {cost > 0 && <span class="cost">up to {duration(cost)}</span>}
      </p>
      <p>{shownSentence(text)}</p>
    </li>
  );
}

/** Where a finding leads: to the await it is about, to the blame, or to its function. */
function placeOf({ kind, sites, function: owner }: WordedFinding): string {
  if (kind === 'blocked-event-loop') {
    return linkTo({
      view: 'flame',
      params: {
        width: 'blame',
        q: undefined,
        ...NO_BLOCK,
        order: undefined,
        root: String(owner),
      },
    });
  }
  const [site] = sites;
  return site === undefined
    ? linkTo({ view: 'functions', params: ofFunction(owner) })
    : linkTo({ view: 'awaits', params: { site: String(site), hanging: undefined } });
}

/** Sentences may be longer than names. */
function shownSentence(text: string): string {
  return (text.match(/[^]{1,300}/gu) ?? []).map(shown).join('');
}
