import { fetchCustomer, fetchOrder, fetchRates } from './api';
import { summarize, type Dashboard } from './dashboard';

export async function loadDashboard(id: number): Promise<Dashboard> {
  const [customer, rates] = await Promise.all([fetchCustomer(id), fetchRates()]);
  const orders = await Promise.all(customer.orders.map((number) => fetchOrder(number)));
  return summarize(customer, orders, rates);
}
