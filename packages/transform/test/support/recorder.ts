import { decodeMetadata, type FileMetadata } from '@coroscope/runtime/contract';

interface Recorded {
  name: string;
}

/** Probes that do what the contract asks of them as far as values go, and write down every event. */
export function createRecorder() {
  const events: string[] = [];
  const functions: string[] = [''];
  const files: (FileMetadata & { file: string | string[] })[] = [];
  const stack: string[] = [];
  const site = (activation: Recorded | null, index: number) => {
    const file = files[0]!;
    const { kind, function: owner } = file.sites[index]!;
    if (activation && activation.name !== file.functions[owner]!.name) {
      throw new Error(`Site ${index} is not of ${activation.name}`);
    }
    return kind;
  };
  const event = (what: string, activation: Recorded | null, index?: number) => {
    if (!activation) return;
    const kind = index === undefined ? '' : ` (${site(activation, index)})`;
    events.push(`${what} ${activation.name}${kind}`);
  };
  const passing =
    (what: string) => (activation: Recorded | null, index: number, value: unknown) => {
      event(what, activation, index);
      return value;
    };
  const opening = (what: string) => (id: number) => {
    const activation = { name: functions[id]! };
    event(what, activation);
    return activation;
  };
  const entering = (what: string) => (id: number) => {
    events.push(`${what} ${functions[id]}`);
    return stack.push(functions[id]!);
  };

  const probes = {
    on: true,
    register(abi: number, file: string | string[], count: number, sites: number, text: string) {
      const metadata = decodeMetadata(text);
      if (abi !== 1 || metadata.functions.length !== count || metadata.sites.length !== sites) {
        throw new Error('A wrong registration');
      }
      files.push({ ...metadata, file });
      return functions.push(...metadata.functions.map(({ name }) => name)) - count;
    },
    enter: entering('enter'),
    enterModule: entering('enterModule'),
    exit(depth: number) {
      events.push(`exit ${stack[depth - 1]}`);
      stack.length = depth - 1;
    },
    count: (id: number) => void events.push(`count ${functions[id]}`),
    open: opening('open'),
    openModule: opening('openModule'),
    close: (activation: Recorded) => event('close', activation),
    suspend: passing('suspend'),
    pause: passing('pause'),
    pauseAsync: passing('pauseAsync'),
    delegate: passing('delegate'),
    delegateAsync: passing('delegateAsync'),
    iterate: passing('iterate'),
    dispose: passing('dispose'),
    destructure: (activation: Recorded | null, value: unknown) => {
      event('destructure', activation);
      return value;
    },
    resumes: (activation: Recorded | null) => ({
      [Symbol.dispose]: () => event('resume', activation),
    }),
    ends: (handle: Recorded | number) => ({
      [Symbol.dispose]: () =>
        typeof handle === 'number' ? probes.exit(handle) : probes.close(handle),
    }),
    returned: passing('returned'),
    resumed(activation: Recorded | null, value: unknown) {
      event('resumed', activation);
      return value;
    },
    resume: (activation: Recorded | null) => event('resume', activation),
    hold(activation: Recorded | null) {
      event('hold', activation);
      return 'held';
    },
    release(activation: Recorded | null, held: unknown) {
      if (activation && held !== 'held') throw new Error('Released what was not held');
      event('release', activation);
    },
  };
  return { probes, events, files };
}
