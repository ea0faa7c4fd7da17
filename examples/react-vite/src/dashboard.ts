import type { Customer, Order, Rates } from './api';

export interface Dashboard {
  name: string;
  orders: Order[];
  /** In euros. */
  total: number;
}

export function summarize({ name }: Customer, orders: Order[], rates: Rates): Dashboard {
  let total = 0;
  for (const { amount, currency } of orders) total += amount * rates[currency]!;
  return { name, orders, total };
}
