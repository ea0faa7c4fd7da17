import { useEffect, useState } from 'react';
import { Form, useLoaderData } from 'react-router';
import { total } from '../lib/basket';

export async function loader() {
  return { sum: await total(['apple', 'pear', 'plum']) };
}

export async function action() {
  return { ordered: await total(['kiwi']) };
}

export default function Home() {
  const { sum } = useLoaderData<typeof loader>();
  const [more, setMore] = useState(0);

  async function add() {
    const price = await total(['fig']);
    setMore((before) => before + price);
  }

  useEffect(() => {
    Object.assign(globalThis, { add });
  });

  return (
    <Form method="post">
      <p>Total: {`${sum + more}`}</p>
      <button type="button" onClick={() => void add()}>
        Add a fig
      </button>
      <button>Order a kiwi</button>
    </Form>
  );
}
