import { createHook } from 'node:async_hooks';

/** The object through which Node watches one signal while `process` has listeners for it. */
export interface SignalHandle {
  onsignal: (...signalled: unknown[]) => void;
  start(signal: number): number;
  close(): void;
  unref(): void;
}

export interface SignalHandleClass {
  new (): SignalHandle;
  prototype: SignalHandle;
}

/**
 * Finds Node's class of signal handles. Nothing exports it, but async_hooks show the handle that is made
 * when `process` gets its first listener for a signal.
 */
export function findSignalHandleClass(): SignalHandleClass | undefined {
  let handle: object | undefined;
  const hook = createHook({
    init: (_id, type, _trigger, resource) => {
      if (type === 'SIGNALWRAP') handle = resource;
    },
  });
  const listener = () => {};
  hook.enable();
  // Libraries that care for signals rarely do for this one.
  process.on('SIGHUP', listener);
  process.removeListener('SIGHUP', listener);
  hook.disable();
  return handle?.constructor as SignalHandleClass | undefined;
}
