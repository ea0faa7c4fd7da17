import { total } from '../lib/basket';
export const load = async () => ({ sum: await total(['apple', 'pear', 'plum']) });
