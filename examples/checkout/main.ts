// A checkout that feels slow. CPU profiles of it are idle: see where its time goes with
//   npx coroscope run main.ts
import { Cart } from './cart.ts';
import { mailer } from './services.ts';

async function checkout(cart: Cart): Promise<string> {
  const customer = await cart.loadCustomer();
  const rates = await cart.loadShippingRates();
  const total = await cart.total();
  mailer.confirm(customer, total);
  return cart.receipt(customer, total + Math.min(...rates));
}

const carts = [new Cart('ada', 12), new Cart('grace', 3), new Cart('edsger', 8)];
const receipts = await Promise.all(carts.map(checkout));
console.log(receipts.join('\n'));
