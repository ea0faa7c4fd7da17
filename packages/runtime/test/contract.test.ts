test('what writes instrumented code or reads profiles does not load an engine', () => {
  jest.isolateModules(() => {
    jest.requireActual('@coroscope/runtime/contract');
    jest.requireActual('@coroscope/profile');
    jest.requireActual('@coroscope/transform');
  });
  expect('__coroscope__' in globalThis).toBe(false);
});
