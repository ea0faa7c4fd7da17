// The service of examples/service in a process of its own: http-server.mjs <what observes it>
import { createHook } from 'node:async_hooks';
import { performance, PerformanceObserver } from 'node:perf_hooks';
import {
  createService,
  customerPage,
  openDatabase,
} from '../../../examples/service/dist/service.js';

/** What observes a service from the inside; Coroscope does so from the command line. */
const OBSERVERS = {
  none: (page) => page,
  async_hooks: (page) => {
    const nothing = () => {};
    createHook({
      init: nothing,
      before: nothing,
      after: nothing,
      destroy: nothing,
      promiseResolve: nothing,
    }).enable();
    return page;
  },
  timerify: (page) => {
    new PerformanceObserver(() => {}).observe({ entryTypes: ['function'] });
    return performance.timerify(page);
  },
};

const carrier = { deliveryDays: async () => 3 };
const database = await openDatabase(':memory:', 5);
const page = OBSERVERS[process.argv[2]](async (id) => customerPage(database, carrier, id));
const service = createService(page);
const url = await service.listen({ port: 0, host: '127.0.0.1' });

process.on('message', async (task) => {
  if (task === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send(user + system);
  } else {
    await service.close();
    await database.close();
    process.disconnect();
  }
});
process.send(`${url}/customers/7`);
