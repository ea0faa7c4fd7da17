export interface Customer {
  name: string;
  orders: number[];
}

export interface Order {
  id: string;
  amount: number;
  currency: string;
}

export type Rates = Record<string, number>;

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`/api/${path}`);
  return (await response.json()) as Answer;
}

export const fetchCustomer = (id: number) => get<Customer>(`customers/${id}`);
export const fetchOrder = (id: number) => get<Order>(`orders/${id}`);
export const fetchRates = () => get<Rates>('rates');
