import { endpointUrl, type Receiver } from './receiver.js';
import { PushError } from './push-error.js';

/**
 * What takes spans by OTLP/HTTP: an OpenTelemetry Collector, Jaeger, Tempo. Headers, and so credentials, are taken
 * from `OTEL_EXPORTER_OTLP_TRACES_HEADERS` or `OTEL_EXPORTER_OTLP_HEADERS`, as exporters of OpenTelemetry take them.
 *
 * @throws {PushError} if the address is none, or the headers can't be read
 * @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function otlpReceiver(to: string, environment: NodeJS.ProcessEnv): Receiver {
  const receiver: Receiver = { url: endpointUrl(to, '/v1/traces'), headers: {}, secrets: [] };
  const variable = environment.OTEL_EXPORTER_OTLP_TRACES_HEADERS
    ? 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'
    : 'OTEL_EXPORTER_OTLP_HEADERS';
  for (const pair of (environment[variable] ?? '').split(',')) {
    if (pair.trim() === '') continue;
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const value = decoded(pair.slice(at + 1).trim());
    if (at < 1 || !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || value === undefined) {
      throw new PushError(`${variable} holds no headers, such as api-key=key,other=value`);
    }
    receiver.headers[name.toLowerCase()] = value;
    receiver.secrets.push(value);
  }
  return receiver;
}

/** @returns undefined for what no header can hold */
function decoded(value: string): string | undefined {
  try {
    const text = decodeURIComponent(value);
    return /^[\t\x20-\x7e\x80-\xff]+$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
