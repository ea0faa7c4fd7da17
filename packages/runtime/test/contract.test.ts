test('tools that write instrumented code or read profiles do not load an engine', () => {
  jest.isolateModules(() => {
    jest.requireActual('@coroscope/runtime/contract');
    jest.requireActual('@coroscope/profile');
    jest.requireActual('@coroscope/transform');
  });
  expect('__coroscope__' in globalThis).toBe(false);
});
