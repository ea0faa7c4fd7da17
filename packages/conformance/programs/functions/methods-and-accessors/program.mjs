// deposit burns 1, the getter 2, the setter 4; `fill` calls deposit, then reads and writes `level`.
class Tank {
  deposit() {
    advance(1);
  }
  get level() {
    advance(2);
    return 10;
  }
  set level(value) {
    advance(value);
  }
}
function fill(tank) {
  tank.deposit();
  tank.deposit();
  if (tank.level === 10) tank.level = 4;
}

fill(new Tank());
