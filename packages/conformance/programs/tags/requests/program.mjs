// Two requests, each served by a coroutine with a tag of its own; serve itself has none. a: query 0-1 on
// stack, then it waits for its timer (1-11), and handle for it; work 11-13. b the same with 4: query 3-4,
// waits 4-8, work 8-10. All that waits is explained by query, which waits for the timer. The tag is set while
// serve calls handle: handle and query are asked then, and work has the tag of handle, when there is none.
let tag;

async function query(ms) {
  advance(1);
  await sleep(ms);
}
function work() {
  advance(2);
}
async function handle(ms) {
  await query(ms);
  work();
}
function serve(name, ms) {
  tag = name;
  handle(ms);
  tag = undefined;
}

profiler.start({ tag: () => tag });
timer(0, serve.bind(null, 'a', 10));
timer(3, serve.bind(null, 'b', 4));
