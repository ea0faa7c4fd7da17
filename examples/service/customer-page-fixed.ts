import type { Carrier } from './carrier.ts';
import type { Database } from './database.ts';
import { findCustomer, findOrders, linesOfCustomer, type Line } from './orders.ts';
import type { CustomerPage } from './service.ts';

/** As the profile suggests: what does not depend on each other overlaps, and the loop is a join. */
export async function customerPage(
  database: Database,
  carrier: Carrier,
  id: number,
): Promise<CustomerPage> {
  const customer = await findCustomer(database, id);
  const [deliveryDays, found, lines] = await Promise.all([
    carrier.deliveryDays(customer.country),
    findOrders(database, id),
    linesOfCustomer(database, id),
  ]);
  const orders = new Map(found.map((order) => [order.id, { ...order, lines: [] as Line[] }]));
  for (const line of lines) orders.get(line.orderId)?.lines.push(line);
  return { ...customer, deliveryDays, orders: [...orders.values()] };
}
