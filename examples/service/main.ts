// A service with a load on it: see where the time of a request goes with
//   npx coroscope run main.ts
// and what became of it in the second version with
//   npx coroscope run main.ts fixed
import autocannon from 'autocannon';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { carrierAt } from './carrier.ts';
import { createCarrierServer } from './carrier-server.ts';
import { openDatabase } from './database.ts';
import { createService } from './service.ts';

const version = process.argv[2] === 'fixed' ? './customer-page-fixed.ts' : './customer-page.ts';
const { customerPage } = await import(version);

const carrierServer = createCarrierServer().listen(0, '127.0.0.1');
await once(carrierServer, 'listening');
const carrier = carrierAt(`http://127.0.0.1:${(carrierServer.address() as AddressInfo).port}`);
const database = await openDatabase(':memory:', 50);
const service = createService((id) => customerPage(database, carrier, id));

const url = await service.listen({ port: 0 });

const { latency, non2xx } = await autocannon({
  url,
  requests: Array.from({ length: 50 }, (_, i) => ({ path: `/customers/${i + 1}` })),
  connections: 2,
  amount: 200,
});
console.log(`200 pages, ${latency.average} ms each, ${non2xx} failed`);

await service.close();
await database.close();
carrierServer.close();
