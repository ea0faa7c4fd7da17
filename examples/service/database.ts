import sqlite3 from '@appthreat/sqlite3';
import { open, type Database } from 'sqlite';

export type { Database };

/** A shop of 50 customers, each with so many orders of three lines. */
export async function openDatabase(filename: string, ordersEach: number): Promise<Database> {
  const database = await open({ filename, driver: sqlite3.Database });
  const numbers = (count: number) =>
    `(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1}) SELECT i FROM n)`;
  await database.exec(`
    BEGIN;
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, country TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, day TEXT);
    CREATE TABLE lines (orderId INTEGER, product TEXT, quantity INTEGER, price INTEGER);
    CREATE INDEX ordersOfCustomer ON orders (customer);
    CREATE INDEX linesOfOrder ON lines (orderId);

    INSERT INTO customers
      SELECT i + 1, 'Customer ' || i, iif(i % 3, 'NL', 'TR') FROM ${numbers(50)};
    INSERT INTO orders
      SELECT i + 1, i / ${ordersEach} + 1, date('2026-01-01', i || ' hours')
      FROM ${numbers(50 * ordersEach)};
    INSERT INTO lines
      SELECT i / 3 + 1, 'Product ' || i % 70, i % 4 + 1, i * 37 % 900 + 100
      FROM ${numbers(150 * ordersEach)};
    COMMIT;
  `);
  return database;
}
