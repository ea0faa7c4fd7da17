'use server';

import { redirect } from 'next/navigation';
import { total } from '../lib/basket';

export async function order(form: FormData): Promise<void> {
  const sum = await total([String(form.get('item'))]);
  redirect(`/?ordered=${sum}`);
}
