import { PushError } from './push-error.js';

/** What is known of where a profile comes from: host, version, region. */
export type Labels = Record<string, string>;

/** Pyroscope's: https://github.com/grafana/pyroscope/tree/main/api/model/labelset */
const KEY = /^[A-Za-z_][A-Za-z0-9_.]*$/;
const SERVICE = /^[A-Za-z0-9_./-]+$/;
const UNUSABLE = /[{},="\n]/;

/**
 * The name under which Pyroscope files a profile: `checkout{host=a,version=1.2.0}`.
 *
 * @throws {PushError} if it takes no such service or label
 */
export function seriesName(service: string, labels: Labels): string {
  if (!SERVICE.test(service)) {
    throw new PushError(
      `the service ${JSON.stringify(service)} is no name that Pyroscope takes; use letters, digits, and any of _ . / -`,
    );
  }
  const pairs = Object.entries(labels).map(([key, value]) => {
    if (!KEY.test(key)) {
      throw new PushError(
        `the label ${JSON.stringify(key)} is no name; use letters, digits, _ and ., such as --label host=a`,
      );
    }
    if (value === '' || UNUSABLE.test(value)) {
      throw new PushError(
        `the label ${key} has the value ${JSON.stringify(value)}; it has to be a text without { } , = and quotes`,
      );
    }
    return `${key}=${value}`;
  });
  return `${service}{${pairs.join(',')}}`;
}

/** A name that Pyroscope takes for a program: of its script, without folders. */
export function serviceOf(script: string | undefined): string {
  const base = (script ?? '')
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.[cm]?[jt]sx?$/, '');
  const name = base.replace(/[^A-Za-z0-9_.-]+/g, '_');
  return name === '' ? 'unknown_service' : name;
}
