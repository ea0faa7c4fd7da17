// open (1) calls #check (2); run calls #step (4) and reads #state (8). Each is a callee of its caller.
class Job {
  static open() {
    advance(1);
    Job.#check();
    return new Job();
  }
  static #check() {
    advance(2);
  }
  run() {
    this.#step();
    return this.#state;
  }
  #step() {
    advance(4);
  }
  get #state() {
    advance(8);
    return 'done';
  }
}

log(Job.open().run());
