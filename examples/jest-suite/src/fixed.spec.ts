import { sendNewsletter } from './newsletter';
import { Outbox } from './outbox';
import { Store } from './store';

describe('newsletter, as it is to stay', () => {
  it('asks the store as often for a hundred subscribers as for one', async () => {
    const send = () => sendNewsletter('May', new Store(100), new Outbox());
    await expect(send).toEnterAtMost('Store.preferences', 0);
    await expect(send).toEnter(Store.prototype.allPreferences, 1);
  });

  it('has recorded the issue when it ends', async () => {
    await expect(() => sendNewsletter('May', new Store(3), new Outbox())).toSettle();
  });
});
