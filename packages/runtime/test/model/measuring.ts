import { pick, type Actions } from './chooser.js';
import type { Twin } from './twin.js';

/** Adds what the user of the profiler can do at any moment of any program. */
export function addMeasuring(actions: Actions, twin: Twin): void {
  actions.add(14, ({ detail }) => twin.burn(detail % 20));
  actions.add(5, ({ detail }) => twin.sleep(detail % 20));
  actions.add(5, () => twin.loopTurn());
  actions.add(4, ({ detail }) => {
    // A function that fails is not called again, so it seldom does.
    const tags = ['a', 'b', 'c', 'd', null, null];
    twin.setTag(detail % 50 === 0 ? undefined : pick(tags, detail));
  });
  actions.add(1, () => (twin.running ? twin.stop() : twin.start()));
  if (!twin.running) actions.add(6, () => twin.start());
  actions.add(1, ({ subject }) => {
    if (subject % 4 === 0) twin.reset();
  });
  actions.add(1, () => {
    if (twin.windows.length < 4) twin.openWindow();
  });
  actions.add(1, () => twin.compareSnapshot());
  if (twin.windows.length > 0) {
    actions.add(1, ({ subject }) => twin.compare(pick(twin.windows, subject)));
    actions.add(1, ({ subject }) => {
      if (subject % 4 === 0) twin.closeWindow(pick(twin.windows, subject >> 2));
    });
  }
}
