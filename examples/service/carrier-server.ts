// coroscope ignore file: it stands in for the service of another company.
import { createServer, type Server } from 'node:http';

/** Takes 3 ms for an answer. */
export function createCarrierServer(): Server {
  return createServer((request, response) => {
    setTimeout(() => response.end(request.url === '/NL' ? '1' : '4'), 3);
  });
}
