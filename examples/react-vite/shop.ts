import type { Plugin } from 'vite';

const customer = { name: 'Ada', orders: [11, 12, 13, 14, 15, 16, 17, 18] };

const answers: [RegExp, (id: string) => object][] = [
  [/^\/customers\/(\d+)$/, () => customer],
  [/^\/rates$/, () => ({ EUR: 1, USD: 0.9 })],
  [/^\/orders\/(\d+)$/, (id) => ({ id, amount: Number(id) * 10, currency: 'USD' })],
];

/** The shop's server, which takes 25 ms for everything. */
export const shop = (): Plugin => ({
  name: 'shop',
  configureServer({ middlewares }) {
    middlewares.use('/api', (request, response, next) => {
      for (const [path, answer] of answers) {
        const match = path.exec(request.url ?? '');
        if (!match) continue;
        response.setHeader('content-type', 'application/json');
        setTimeout(() => response.end(JSON.stringify(answer(match[1] ?? ''))), 25);
        return;
      }
      next();
    });
  },
});
