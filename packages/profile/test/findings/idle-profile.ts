import type { Profile } from '../../src/index.js';
import { buildProfile } from '../build-profile.js';

type ProfileSpec = Parameters<typeof buildProfile>[0];

/**
 * Builds a profile of threads that had nothing on the stack, with functions that were alive all along,
 * as far as a test does not say otherwise: no bound keeps awaits from being findings.
 */
export function idleProfile(spec: ProfileSpec): Profile {
  const { names = {} } = spec;
  const withDefaults = <Thread extends Pick<ProfileSpec, 'elapsed' | 'functions'>>(
    thread: Thread,
  ) => {
    const elapsed = thread.elapsed ?? 1000;
    const functions = Object.keys(names).map((name) => [
      name,
      { span: elapsed, ...thread.functions?.[name] },
    ]);
    return { offStack: elapsed, ...thread, functions: Object.fromEntries(functions) };
  };
  return buildProfile({ ...withDefaults(spec), threads: spec.threads?.map(withDefaults) });
}
