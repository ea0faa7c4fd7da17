import type { APIRoute } from 'astro';
import { total } from '../../lib/basket';

export const GET: APIRoute = async () => Response.json({ total: await total(['fig', 'plum']) });
