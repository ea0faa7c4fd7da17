import { probes, profiler } from '../../src/index.js';
import { figure, registerFile, startAnew, world } from '../support/virtual-world.js';

beforeEach(startAnew);
afterEach(() => profiler.stop());

type Disposable = Record<symbol, () => void> | null;

describe('in a realm with the symbol', () => {
  it('what a module disposes of last ends it', () => {
    const module = registerFile('shop.js', 1, 0);
    const handle = probes.enterModule(module);
    const resource = probes.ends(handle) as Disposable;
    world.burn(2);
    resource![Symbol.dispose]!();
    world.burn(3);
    const profile = profiler.snapshot();
    expect(figure(profile, 'onStack', '<function 0>')).toBe(2);
    expect(figure(profile, 'live', '<function 0>')).toBe(0);
  });
});

describe('in a realm without the symbol', () => {
  // What TypeScript and SWC make of `using` refuses all resources there but null.
  const original = Symbol;
  beforeEach(() => {
    globalThis.Symbol = new Proxy(original, {
      get: (target, key): unknown => (key === 'dispose' ? undefined : Reflect.get(target, key)),
    });
  });
  afterEach(() => (globalThis.Symbol = original));

  it('no resource ends a module', () => {
    const handle = probes.enterModule(registerFile('shop.js', 1, 0));
    expect(handle).not.toBe(0);
    expect(probes.ends(handle)).toBeNull();
  });

  it('no resource resumes an activation', () => {
    const activation = probes.open(registerFile('shop.js', 1, 0));
    expect(activation).not.toBeNull();
    expect(probes.resumes(activation)).toBeNull();
  });
});
