import { createHash } from 'node:crypto';
import { database } from './services.ts';

export class Cart {
  constructor(
    private readonly owner: string,
    private readonly size: number,
  ) {}

  async loadCustomer(): Promise<string> {
    const row = await database.query(`SELECT name FROM customers WHERE id = '${this.owner}'`);
    return `${this.owner} #${row}`;
  }

  async loadShippingRates(): Promise<number[]> {
    return [await database.query('SELECT min(rate) FROM rates'), 7];
  }

  /** One query for each item: the classic. */
  async total(): Promise<number> {
    let total = 0;
    for (let item = 0; item < this.size; item++) {
      total += await database.query(`SELECT price FROM items WHERE id = ${item}`);
    }
    return total;
  }

  receipt(customer: string, total: number): string {
    let seal = customer;
    for (let round = 0; round < 20_000; round++) {
      seal = createHash('sha256').update(seal).digest('hex');
    }
    return `${customer}: ${total} (${seal.slice(0, 8)})`;
  }
}
