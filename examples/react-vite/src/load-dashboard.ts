import { fetchCustomer, fetchOrder, fetchRates, type Order } from './api';
import { summarize, type Dashboard } from './dashboard';

export async function loadDashboard(id: number): Promise<Dashboard> {
  const customer = await fetchCustomer(id);
  const rates = await fetchRates();
  const orders: Order[] = [];
  for (const number of customer.orders) {
    orders.push(await fetchOrder(number));
  }
  return summarize(customer, orders, rates);
}
