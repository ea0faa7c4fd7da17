import { endpointUrl, type Receiver } from './receiver.js';

/**
 * A Grafana Pyroscope, or what speaks its `/ingest`, with the credentials that its own clients take from the
 * environment: `PYROSCOPE_AUTH_TOKEN`, or `PYROSCOPE_BASIC_AUTH_USER` and `PYROSCOPE_BASIC_AUTH_PASSWORD`;
 * `PYROSCOPE_TENANT_ID` names the tenant.
 *
 * @throws {PushError} if the address is none
 */
export function pyroscopeReceiver(to: string, environment: NodeJS.ProcessEnv): Receiver {
  const {
    PYROSCOPE_AUTH_TOKEN: token,
    PYROSCOPE_BASIC_AUTH_USER: user,
    PYROSCOPE_BASIC_AUTH_PASSWORD: password,
    PYROSCOPE_TENANT_ID: tenant,
  } = environment;
  const receiver: Receiver = { url: endpointUrl(to, '/ingest'), headers: {}, secrets: [] };
  if (token) {
    receiver.headers.authorization = `Bearer ${token}`;
    receiver.secrets.push(token);
  } else if (user && password) {
    const basic = Buffer.from(`${user}:${password}`).toString('base64');
    receiver.headers.authorization = `Basic ${basic}`;
    receiver.secrets.push(password, basic);
  }
  if (tenant) receiver.headers['x-scope-orgid'] = tenant;
  return receiver;
}
