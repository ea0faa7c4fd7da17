/**
 * For `setupFiles`, first: starts the engine of the realm in which a test file runs, before anything
 * instrumented does.
 */
import { profiler } from '@coroscope/runtime';

profiler.start();
