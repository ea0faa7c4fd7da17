import { total } from '../lib/basket';

export const loader = async () => Response.json({ total: await total(['fig', 'plum']) });
