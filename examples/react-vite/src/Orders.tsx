import { useEffect, useState } from 'react';
import type { Dashboard } from './dashboard';

interface Props {
  customer: number;
  load: (customer: number) => Promise<Dashboard>;
}

export function Orders({ customer, load }: Props) {
  const [dashboard, setDashboard] = useState<Dashboard>();
  useEffect(() => {
    load(customer).then(setDashboard);
  }, [customer, load]);

  if (!dashboard) return <p>Loading …</p>;
  return (
    <main>
      <h1>{dashboard.name}</h1>
      <ul>
        {dashboard.orders.map(({ id, amount, currency }) => (
          <li key={id}>
            {id}: {amount} {currency}
          </li>
        ))}
      </ul>
      <p>Total: {dashboard.total} EUR</p>
    </main>
  );
}
