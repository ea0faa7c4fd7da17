import type { Carrier } from './carrier.ts';
import type { Database } from './database.ts';
import { findCustomer, findOrders, linesOfOrder } from './orders.ts';
import type { CustomerPage } from './service.ts';

/** As it was first written. */
export async function customerPage(
  database: Database,
  carrier: Carrier,
  id: number,
): Promise<CustomerPage> {
  const customer = await findCustomer(database, id);
  const deliveryDays = await carrier.deliveryDays(customer.country);
  const found = await findOrders(database, id);
  const orders = [];
  for (const order of found) {
    orders.push({ ...order, lines: await linesOfOrder(database, order.id) });
  }
  return { ...customer, deliveryDays, orders };
}
