import { setTimeout as delay } from 'node:timers/promises';

/** Stands in for a database: every query takes some milliseconds. */
export const database = {
  async query(statement: string): Promise<number> {
    await delay(8);
    return statement.length % 17;
  },
};

/** Stands in for a mail server that never answers. */
export const mailer = {
  async confirm(customer: string, total: number): Promise<void> {
    await new Promise((sent) => void [sent, customer, total]);
  },
};
