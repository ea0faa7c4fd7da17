// Async, generator and async generator methods, private ones among them.
// now 0: load waits until 2. now 2: pages waits until 5, yields; now 5: #parts burns 4; the end at 9.
class Client {
  async load() {
    await sleep(2);
  }
  async *pages() {
    await sleep(3);
    yield 1;
  }
  *#parts() {
    advance(4);
    yield 1;
  }
  static async all(client) {
    await client.load();
    for await (const page of client.pages()) log(page);
    for (const part of client.#parts()) log(part);
  }
}

Client.all(new Client());
