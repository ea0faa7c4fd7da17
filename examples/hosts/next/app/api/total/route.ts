import { total } from '../../../lib/basket';

export async function GET(): Promise<Response> {
  return Response.json({ total: await total(['apple', 'pear']) });
}
