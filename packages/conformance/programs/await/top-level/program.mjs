// A module that awaits is a coroutine itself: 1, wait 5, 2, and a wait of no length.
advance(1);
await sleep(5);
advance(2);
await null;
