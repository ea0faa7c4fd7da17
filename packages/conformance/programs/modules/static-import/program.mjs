// The event loop evaluates the dependency: burns 0-1, waits 1-6, burns 6-8. The program's own module is
// entered only then.
import { ready } from './dependency.mjs';

log(ready);
advance(4);
