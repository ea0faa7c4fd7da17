function work() {
  advance(20);
  parent.send('second');
}

timer(5, work);
