import { record } from '../support/run.js';

describe('an async function', () => {
  it('suspends and resumes at each await, and closes', async () => {
    const { events } = await record('async function f() { await 1; await 2; } f()');
    expect(events).toEqual([
      'open f',
      'suspend f (await)',
      'resumed f',
      'suspend f (await)',
      'resumed f',
      'close f',
    ]);
  });

  it('evaluates what it awaits before it suspends', async () => {
    const { events } = await record(
      'const g = () => [...[1]]; (async function f() { await g(); })()',
    );
    expect(events).toEqual([
      'open f',
      'enter g',
      'exit g',
      'suspend f (await)',
      'resumed f',
      'close f',
    ]);
  });

  it('tells of a returned value that may be a promise', async () => {
    const { events } = await record(
      'const p = Promise.resolve(); (async function f() { return p; })()',
    );
    expect(events).toEqual(['open f', 'returned f (return)', 'close f']);
  });

  it.each([
    'return;',
    'return 1;',
    'return `${x}`;',
    'return { x };',
    'return [x];',
    'return () => x;',
    'return !x;',
    'return x + 1;',
    'return x += 1;',
    'return x = 1;',
    'return x, 2;',
    'return x ? 1 : 2;',
    'return undefined;',
  ])('has no site at `%s`', async (statement) => {
    const { metadata } = await record(`let x = 1; (async function f() { ${statement} })()`);
    expect(metadata?.sites).toEqual([]);
  });

  it.each(['x', 'x()', 'x ? 1 : x', 'x || 2', '1, x', 'y = x', 'x.y', 'new x()', 'x ??= 2'])(
    'has a site at `return %s`',
    async (value) => {
      const { metadata } = await record(`var x, y; async function f() { return ${value}; }`);
      expect(metadata?.sites.map(({ kind }) => kind)).toEqual(['return']);
    },
  );

  it('has only the await at `return await x`', async () => {
    const { metadata } = await record('async function f(x) { return await x; }');
    expect(metadata?.sites.map(({ kind }) => kind)).toEqual(['await']);
  });

  it('treats the expression of an arrow function as a return', async () => {
    const { events } = await record('const p = Promise.resolve(); const f = async () => p; f()');
    expect(events).toEqual(['open f', 'returned f (return)', 'close f']);
  });

  it('resumes in the catch that a rejection reaches', async () => {
    const { events } = await record(
      'async function f() { try { await Promise.reject(1); } catch { log(1); } } f()',
    );
    expect(events).toEqual(['open f', 'suspend f (await)', 'resume f', 'close f']);
  });

  it('resumes before the pattern of a catch runs getters', async () => {
    const { events, log } = await record(`
      async function f() {
        try { await Promise.reject({ get a() { return g(); } }); } catch ({ a }) { log(a); }
      }
      function g() { return 7; }
      f()
    `);
    expect(events).toEqual([
      'open f',
      'suspend f (await)',
      'resumed f',
      'enter get f.<reject>.a',
      'count g',
      'exit get f.<reject>.a',
      'close f',
    ]);
    expect(log[0]).toBe(7);
  });

  it('holds the returned promise through a finally', async () => {
    const { events } = await record(`
      const p = Promise.resolve(1);
      async function f() { try { return p; } finally { log(0); } }
      f()
    `);
    expect(events).toEqual(['open f', 'returned f (return)', 'hold f', 'release f', 'close f']);
  });

  it('does not release it when the finally returns something else', async () => {
    const { events, log } = await record(`
      const p = Promise.resolve(1);
      async function f() { try { return p; } finally { return 2; } }
      f()
    `);
    expect(events).toEqual(['open f', 'returned f (return)', 'hold f', 'close f']);
    expect(log).toEqual([2]);
  });

  it('gives a catch and a finally no probe when nothing in their try suspends', async () => {
    const { code } = await record(`
      async function f() { await 1; try { g(); } catch { h(); } finally { i(async () => await 2); } }
    `);
    expect(code).not.toContain('.resume(');
  });
});

describe('a generator', () => {
  it('opens at its first step, and pauses at each yield', async () => {
    const { events } = await record(`
      function* f() { yield 1; yield; }
      const values = f(); log('made'); [...values];
    `);
    expect(events).toEqual([
      'open f',
      'pause f (yield)',
      'resumed f',
      'pause f (yield)',
      'resumed f',
      'close f',
    ]);
  });

  it('closes when its consumer does', async () => {
    const { events } = await record(`
      function* f() { try { yield 1; } finally { log('fin'); } }
      for (const x of f()) break;
    `);
    expect(events).toEqual(['open f', 'pause f (yield)', 'resume f', 'close f']);
  });

  it('delegates', async () => {
    const { events, log } = await record('function* f() { log(yield* [1, 2]); } [...f()]');
    expect(events).toEqual(['open f', 'delegate f (yield*)', 'resumed f', 'close f']);
    expect(log).toEqual([undefined, '[1,2]']);
  });

  it('passes what is sent to it', async () => {
    const { log } = await record(`
      function* f() { log(yield, yield 2); }
      const g = f(); g.next(); g.next('a'); g.next('b');
    `);
    expect(log.slice(0, 2)).toEqual(['a', 'b']);
  });
});

describe('an async generator', () => {
  it('pauses asynchronously, delegates and awaits what it returns', async () => {
    const { events } = await record(
      `
      async function* f() { yield 1; yield* [2]; await 3; return 4; }
      (async () => { for await (const x of f()) log(x); })()
    `,
      { kinds: ['asyncGenerator'] },
    );
    expect(events).toEqual([
      'open f',
      'pauseAsync f (yield)',
      'resumed f',
      'delegateAsync f (yield*)',
      'resumed f',
      'suspend f (await)',
      'resumed f',
      'suspend f (return)',
      'close f',
    ]);
  });
});

describe('for await', () => {
  it('resumes in the body, and after the loop', async () => {
    const { events, log } = await record(`
      async function f() { for await (const x of [1, 2]) log(x); }
      f()
    `);
    expect(events).toEqual([
      'open f',
      'iterate f (for await)',
      'resume f',
      'resume f',
      'resume f',
      'close f',
    ]);
    expect(log).toEqual([1, 2, undefined]);
  });

  it('resumes before a pattern in its head runs code', async () => {
    const { events } = await record(`
      async function f() { for await (const { a = g() } of [{}]) log(a); }
      function g() { return 1; }
      f()
    `);
    expect(events).toEqual([
      'open f',
      'iterate f (for await)',
      'resumed f',
      'count g',
      'resume f',
      'close f',
    ]);
  });
});

describe('await using', () => {
  it('disposes of a wrapper, and resumes after the scope', async () => {
    const { events, log } = await record(
      `
      const open = (name) => ({ async [Symbol.asyncDispose]() { log('close ' + name); } });
      async function f() {
        { await using a = open('a'), b = open('b'); log(typeof a); }
        log('after');
      }
      f()
    `,
      { kinds: ['async'] },
    );
    expect(log).toEqual(['object', 'close b', 'close a', 'after', undefined]);
    expect(events.filter((event) => / f\b/.test(event))).toEqual([
      'open f',
      'dispose f (await using)',
      'dispose f (await using)',
      'resume f',
      'close f',
    ]);
  });
});
