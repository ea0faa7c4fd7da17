// fail throws on main's stack (0-1), but main hears of it only when it awaits.
async function fail() {
  advance(1);
  throw new Error('expected');
}
async function main() {
  try {
    await fail();
  } catch {
    advance(2);
  }
}

main();
