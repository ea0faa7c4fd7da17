// Null has nothing to dispose, but the scope's end awaits all the same.
async function use() {
  await using nothing = null;
  advance(1);
}

use();
