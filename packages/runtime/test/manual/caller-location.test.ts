import { callerLocation, parseFrame } from '../../src/manual/caller-location.js';

describe('a frame of a stack', () => {
  it.each([
    ['    at load (/app/db (old)/a.js:3:7)', '/app/db (old)/a.js', 3, 7],
    ['    at async Pool.load (file:///app/db.mjs:10:20)', 'file:///app/db.mjs', 10, 20],
    [
      '    at file:///app/node_modules/@scope/x.mjs:1:2',
      'file:///app/node_modules/@scope/x.mjs',
      1,
      2,
    ],
    ['    at new Pool (C:\\app\\db.js:4:5)', 'C:\\app\\db.js', 4, 5],
    ['load@http://localhost:8080/db.js?t=1:3:7', 'http://localhost:8080/db.js?t=1', 3, 7],
    ['@http://localhost/db.js:1:1', 'http://localhost/db.js', 1, 1],
  ])('%s', (frame, file, line, column) => {
    expect(parseFrame(frame)).toEqual({ file, line, column });
  });

  it.each(['', '    at Array.map (<anonymous>)', 'Error: 1:2:3 no'])('is none: %s', (frame) => {
    expect(parseFrame(frame)).toBeUndefined();
  });
});

it('finds the location of the caller', () => {
  function api() {
    return callerLocation(api);
  }
  expect(api()).toMatchObject({ file: __filename, line: expect.any(Number) });
});

it('is unknown where the program formats stacks itself', () => {
  const { prepareStackTrace } = Error;
  try {
    Error.prepareStackTrace = (_, sites) => sites;
    function api() {
      return callerLocation(api);
    }
    expect(api()).toEqual({ file: '<unknown>', line: 1, column: 1 });
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
});
