// `read` holds no call, so it is counted. The accessor that it triggers is a function like any other,
// and since nobody knows that it was reached through `read`, it is called by `caller`.
const box = {
  get value() {
    advance(3);
    return 1;
  },
};
function read() {
  return box.value;
}
function caller() {
  advance(read());
}

caller();
