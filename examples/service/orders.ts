import type { Database } from './database.ts';

export interface Customer {
  id: number;
  name: string;
  country: string;
}

export interface Order {
  id: number;
  day: string;
}

export interface Line {
  orderId: number;
  product: string;
  quantity: number;
  price: number;
}

export async function findCustomer(database: Database, id: number): Promise<Customer> {
  const customer = await database.get<Customer>('SELECT * FROM customers WHERE id = ?', id);
  if (customer === undefined) throw new Error(`there is no customer ${id}`);
  return customer;
}

export async function findOrders(database: Database, customer: number): Promise<Order[]> {
  return database.all('SELECT id, day FROM orders WHERE customer = ?', customer);
}

export async function linesOfOrder(database: Database, order: number): Promise<Line[]> {
  return database.all('SELECT * FROM lines WHERE orderId = ?', order);
}

export async function linesOfCustomer(database: Database, customer: number): Promise<Line[]> {
  return database.all(
    'SELECT lines.* FROM orders JOIN lines ON lines.orderId = orders.id WHERE customer = ?',
    customer,
  );
}
