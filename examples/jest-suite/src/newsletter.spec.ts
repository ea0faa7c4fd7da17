import { sendNewsletter } from './newsletter';
import { Outbox } from './outbox';
import { Store } from './store';

describe('newsletter', () => {
  it('reaches everybody who wants it', async () => {
    const outbox = new Outbox();
    expect(await sendNewsletter('May', new Store(30), outbox)).toBe(20);
    expect(outbox.sent).toHaveLength(20);
  });

  it('leaves out who does not', async () => {
    const outbox = new Outbox();
    await sendNewsletter('May', new Store(4), outbox);
    expect(outbox.sent.sort()).toEqual([1, 2]);
  });

  it('is sent to nobody where nobody reads it', async () => {
    expect(await sendNewsletter('May', new Store(0), new Outbox())).toBe(0);
  });
});
