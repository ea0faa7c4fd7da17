// A dynamic import is evaluated from a job of its own: the dependency hangs off the root, and the module
// that awaits it has started nothing.
advance(1);
const { ready } = await import('./dependency.mjs');
log(ready);
advance(2);
