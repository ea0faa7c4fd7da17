// How deep overflow gets, nobody knows. Whatever it left behind, the stack is mended where it is caught:
// from the window's opening on, there are only recover (1, and on stack for 3) and after (2).
function overflow() {
  overflow();
}
function after() {
  advance(2);
}
function recover() {
  try {
    overflow();
  } catch {
    const window = profiler.window();
    advance(1);
    after();
    window.mark('after');
  }
}

recover();
