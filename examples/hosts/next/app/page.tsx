import { total } from '../lib/basket';
import { order } from './order';

export const dynamic = 'force-dynamic';

export default async function Page() {
  const sum = await total(['apple', 'pear', 'plum']);
  return (
    <form action={order}>
      <p>Total: {sum}</p>
      <button name="item" value="plum">
        Order a plum
      </button>
    </form>
  );
}
