import Fastify, { type FastifyInstance } from 'fastify';
import type { Customer, Line, Order } from './orders.ts';

export interface CustomerPage extends Customer {
  deliveryDays: number;
  orders: (Order & { lines: Line[] })[];
}

/** The service, not yet listening. */
export function createService(
  customerPage: (id: number) => Promise<CustomerPage>,
): FastifyInstance {
  const service = Fastify();
  service.get<{ Params: { id: number } }>(
    '/customers/:id',
    { schema: { params: { type: 'object', properties: { id: { type: 'integer' } } } } },
    async (request) => customerPage(request.params.id),
  );
  return service;
}
