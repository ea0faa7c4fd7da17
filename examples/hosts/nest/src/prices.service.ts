import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';

const prices = new Map([
  ['apple', 2],
  ['pear', 3],
  ['plum', 5],
]);

/** A database, as far as its time goes. */
@Injectable()
export class PricesService {
  async of(item: string): Promise<number> {
    await setTimeout(5);
    return prices.get(item) ?? 0;
  }
}
