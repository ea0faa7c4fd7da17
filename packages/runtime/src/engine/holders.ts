import { apply, newList } from '../platform/intrinsics.js';
import { observe } from '../platform/promises.js';
import { State } from '../tables/activation-state.js';
import { Size, sizes } from '../tables/sizes.js';
import {
  SUSPENSION_SHIFT,
  SuspensionLink,
  suspensionStats,
  tellsCollected,
} from '../tables/suspension-stats.js';
import type { Activation } from './activation.js';
import { probes, type Probes } from './probes.js';

/**
 * Tells activations that may still go on from those whose coroutine the collector has taken, if that is asked for. The
 * coroutine then gets a holder instead of its activation, to which nothing else refers: the activation itself is held
 * by its children, too.
 *
 *     coroutine ---> Holder ---> Activation <--- owner of its children
 *        ^                           ^
 *        |  what it waits for        |  the list below, until it has ended
 *
 * All of this is in probes of its own, which unwrap holders and call the ordinary ones.
 */
class Holder {
  constructor(readonly activation: Activation) {}
}

/** What emitted code has: of coroutines that began before holders were used, the activation. */
type Held = Holder | Activation | null;

// Captured once: a program may replace any global later.
const { WeakRef: NativeWeakRef } = globalThis as { WeakRef?: typeof WeakRef };
const deref = NativeWeakRef?.prototype.deref;
const { assign } = Object;

/** The probes beneath those of holders. */
const beneath: Probes = { ...probes };

/** Watched activations, and what their coroutines hold, as far as the latest sweep has left them. */
let activations = newList<Activation>();
let holders = newList<WeakRef<Holder>>();

/** Activations at which a sweep is due: each then costs a share of one only. */
const LEAST = 1024;
let limit = LEAST;

/** Puts other probes in the place of some. */
export function replaceProbes(chosen: Partial<Probes>): void {
  assign(beneath, chosen);
  assign(probes, chosen, tellsCollected() ? holderProbes : undefined);
}

/**
 * From now on, as long as the thread runs: what has a holder can't do without these probes.
 *
 * @throws {Error} where the platform does not tell what it has collected
 */
export function useHolders(): void {
  if (NativeWeakRef === undefined) {
    throw new Error('coroscope: the option held needs WeakRef, which this platform lacks');
  }
  sizes[Size.TellsCollected] = 1;
  assign(probes, holderProbes);
}

function withHolder(activation: Activation): Activation {
  if (activations.length >= limit) {
    sweep();
    limit = activations.length * 2 > LEAST ? activations.length * 2 : LEAST;
  }
  const holder = new Holder(activation);
  activations[activations.length] = activation;
  holders[holders.length] = new NativeWeakRef!(holder);
  // Emitted code hands it to the probes, and does nothing else with it.
  return holder as unknown as Activation;
}

/** Notes which activations have been collected by now, where each of them waits, and forgets those that have ended. */
export function sweep(): void {
  const keptActivations = newList<Activation>();
  const keptHolders = newList<WeakRef<Holder>>();
  for (let i = 0; i < activations.length; i++) {
    const activation = activations[i];
    if (activation.state === State.Closed) continue;
    if (apply(deref!, holders[i], []) === undefined && noteCollected(activation)) continue;
    keptActivations[keptActivations.length] = activation;
    keptHolders[keptHolders.length] = holders[i];
  }
  activations = keptActivations;
  holders = keptHolders;
}

/** @returns whether it is suspended: one that the repair is still to take off the stack comes later */
function noteCollected({ history }: Activation): boolean {
  if (history === null || history.row === 0) return false;
  suspensionStats.links[(history.row << SUSPENSION_SHIFT) + SuspensionLink.Collected]++;
  return true;
}

function activationOf(held: Held): Activation | null {
  return held instanceof Holder ? held.activation : held;
}

/** A body ends. What returns a promise is held by that until it settles: its coroutine is gone. */
function close(held: Held): void {
  const activation = activationOf(held)!;
  const returned = activation.history?.returned ?? null;
  beneath.close(activation);
  if (returned === null || (activation.state as State) === State.Closed) return;
  const keep = () => held;
  observe(returned.promise, keep);
}

/** Probes that get no activation. */
type WithoutActivation = 'on' | 'register' | 'source' | 'enter' | 'exit' | 'count' | 'enterModule';

/** All others, so that one that is missing does not compile. */
const holderProbes: Omit<Probes, WithoutActivation> = {
  open: (fn) => withHolder(beneath.open(fn)),
  openModule: (fn) => withHolder(beneath.openModule(fn)),
  close,
  suspend: (held, site, value) => beneath.suspend(activationOf(held), site, value),
  pause: (held, site, value) => beneath.pause(activationOf(held), site, value),
  pauseAsync: (held, site, value) => beneath.pauseAsync(activationOf(held), site, value),
  resumed: (held, value) => beneath.resumed(activationOf(held), value),
  resume: (held) => beneath.resume(activationOf(held)),
  returned: (held, site, value) => beneath.returned(activationOf(held), site, value),
  hold: (held) => beneath.hold(activationOf(held)),
  release: (held, pending) => beneath.release(activationOf(held), pending),
  delegate: (held, site, iterable) => beneath.delegate(activationOf(held), site, iterable),
  delegateAsync: (held, site, iterable) =>
    beneath.delegateAsync(activationOf(held), site, iterable),
  iterate: (held, site, iterable) => beneath.iterate(activationOf(held), site, iterable),
  destructure: (held, iterable) => beneath.destructure(activationOf(held), iterable),
  dispose: (held, site, resource) => beneath.dispose(activationOf(held), site, resource),
  resumes: (held) => beneath.resumes(activationOf(held)),
  ends: (held) => beneath.ends(typeof held === 'number' ? held : activationOf(held)),
};
