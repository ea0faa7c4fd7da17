import type { ComponentType } from 'preact';
import { comparison, documents, model, problems, profiles, traces } from '../model/documents.js';
import {
  address,
  go,
  linkTo,
  NO_BLOCK,
  numberParam,
  VIEWS,
  type ViewName,
} from '../state/address.js';
import type { ProfileModel } from '../model/profile-model.js';
import { shown } from '../text/shown.js';
import { duration } from '../text/times.js';
import { isHelpOpen, KeyHelp } from './key-help.js';
import { LiveControls, liveError } from './live.js';
import { TagMenu } from './tag-menu.js';

export interface View {
  title: string;
  component: ComponentType;
}

/** The page: what is shown, the views, and the view that is chosen. */
export function App({ views }: { views: Record<ViewName, View> }) {
  const { view } = address.value;
  if (documents.value === undefined) return <p class="message">Reading…</p>;
  const { component: Chosen } = views[view];
  return (
    <>
      <header class="top">
        <h1>Coroscope</h1>
        <Subject />
        <nav aria-label="Views">
          {VIEWS.filter((name) => isOffered(name)).map((name) => (
            <a
              key={name}
              href={linkTo({ view: name })}
              aria-current={name === view ? 'page' : undefined}
              aria-keyshortcuts={String(VIEWS.indexOf(name) + 1)}
            >
              {views[name].title} <kbd aria-hidden="true">{VIEWS.indexOf(name) + 1}</kbd>
            </a>
          ))}
        </nav>
        <LiveControls />
        <button type="button" aria-keyshortcuts="?" onClick={() => (isHelpOpen.value = true)}>
          Keys <kbd aria-hidden="true">?</kbd>
        </button>
      </header>
      <main id="view">
        {problems.value.map(({ name, problem }) => (
          <p key={name} class="message problem" role="alert">
            {shown(`${name} can't be shown: ${problem}`)}
          </p>
        ))}
        {liveError.value !== undefined && (
          <p class="message problem" role="alert">
            {shown(liveError.value)}
          </p>
        )}
        {documents.value.length === 0 ? (
          <p class="message">Nothing yet: the page fills as soon as something has been recorded.</p>
        ) : (
          <Chosen />
        )}
      </main>
      <KeyHelp />
    </>
  );
}

function isOffered(view: ViewName): boolean {
  return view !== 'compare' || comparison.value !== undefined;
}

/** What was measured; of several files, which of them is shown. */
function Subject() {
  const shownModel = model.value;
  const all = profiles.value;
  return (
    <p class="subject">
      {all.length > 1 && (
        <select
          aria-label="File"
          value={String(numberParam('file') ?? 0)}
          onChange={({ currentTarget }) =>
            go({
              params: {
                file: currentTarget.value,
                f: undefined,
                site: undefined,
                ...NO_BLOCK,
                root: undefined,
                tag: undefined,
              },
            })
          }
        >
          {all.map(({ name }, i) => (
            <option key={i} value={String(i)}>
              {shown(name)}
            </option>
          ))}
        </select>
      )}{' '}
      <TagMenu /> <span class="program">{shownModel ? programOf(shownModel) : traceNames()}</span>
    </p>
  );
}

function programOf({ name, profile }: ProfileModel): string {
  const command = profile.program?.arguments.join(' ') ?? name;
  return `${shown(command)} · ${duration(profile.elapsed)}`;
}

function traceNames(): string {
  return shown(traces.value.map(({ name }) => name).join(', '));
}
