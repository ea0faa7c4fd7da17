// What next() is given comes out of the yield: 3 and 4 are burned inside.
function* echo() {
  let got = yield 'ready';
  while (got !== 'stop') {
    advance(got);
    got = yield got;
  }
  return 'bye';
}
function talk() {
  const it = echo();
  log(it.next().value, it.next(3).value, it.next(4).value, it.next('stop').value);
}

talk();
