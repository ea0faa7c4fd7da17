import { model } from '../model/documents.js';
import type { ProfileModel } from '../model/profile-model.js';
import type { View } from '../shell/app.js';
import type { ViewName } from '../state/address.js';
import type { ComponentType } from 'preact';
import { AwaitsView } from './awaits/awaits-view.js';
import { CompareView } from './compare/compare-view.js';
import { FlameView } from './flame/flame-view.js';
import { FunctionsView } from './functions/functions-view.js';
import { OverviewView } from './overview/overview-view.js';
import { TimelineView } from './timeline/timeline-view.js';

/** A view of a profile, or why it is empty. */
function ofProfile(Of: ComponentType<{ model: ProfileModel }>): ComponentType {
  return () => {
    const shownModel = model.value;
    if (shownModel === undefined) {
      return (
        <p class="message">
          This view shows a profile, and there is none here. Save one with{' '}
          <code>coroscope run --out profile.json</code> and open it together with the trace.
        </p>
      );
    }
    return <Of model={shownModel} />;
  };
}

export const VIEW_COMPONENTS: Record<ViewName, View> = {
  overview: { title: 'Overview', component: OverviewView },
  functions: { title: 'Functions', component: ofProfile(FunctionsView) },
  flame: { title: 'Flame graph', component: ofProfile(FlameView) },
  awaits: { title: 'Awaits', component: ofProfile(AwaitsView) },
  timeline: { title: 'Timeline', component: TimelineView },
  compare: { title: 'Compare', component: CompareView },
};
