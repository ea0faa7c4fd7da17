test('a realm without a TextEncoder, such as that of jsdom, has everything but traces', () => {
  const encoder = Object.getOwnPropertyDescriptor(globalThis, 'TextEncoder')!;
  Reflect.deleteProperty(globalThis, 'TextEncoder');
  try {
    jest.isolateModules(() => {
      const { startTrace } = jest.requireActual<typeof import('../../src/trace/recording.js')>(
        '../../src/trace/recording.js',
      );
      expect(() => startTrace()).toThrow('without a TextEncoder');
    });
  } finally {
    Object.defineProperty(globalThis, 'TextEncoder', encoder);
  }
});
