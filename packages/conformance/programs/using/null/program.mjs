// Null has nothing to dispose, but the scope's end awaits all the same: a suspension. Since nobody is called
// for it, it is noticed by the module's exit, and no site has it.
async function use() {
  await using nothing = null;
  advance(1);
}

use();
