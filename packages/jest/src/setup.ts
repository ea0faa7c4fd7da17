/**
 * For `setupFiles`, first: starts the engine of the realm in which a test file runs, before anything
 * instrumented does.
 */
import { probes, profiler } from '@coroscope/runtime';
import { keepProbes } from '@coroscope/testing';

// Code that a test has left running calls the probes after Jest has emptied the objects of its globals.
Object.defineProperty(probes, Symbol.for('$$jest-protect-from-deletion'), { value: [] });

keepProbes();
profiler.start();
