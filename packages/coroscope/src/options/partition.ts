import { PARQUET_COLUMNS } from '@coroscope/report';
import { InvalidArgumentError } from 'commander';
import { basename } from 'node:path';

/** Names and values of folders of a hive-partitioned table; without a value it is the name of each file. */
export type Partition = [name: string, value: string | undefined][];

/** Reads `service=checkout,host=a,run`. */
export function parsePartition(text: string): Partition {
  const partition = text.split(',').map((part): [string, string | undefined] => {
    const at = part.indexOf('=');
    return at < 0 ? [part, undefined] : [part.slice(0, at), part.slice(at + 1)];
  });
  const names = partition.map(([name]) => name);
  for (const [name, value] of partition) {
    if (!/^[a-z_]\w*$/i.test(name) || value === '') {
      throw new InvalidArgumentError('Give names and values, such as service=checkout,host=a,run.');
    }
    if (PARQUET_COLUMNS.has(name.toLowerCase())) {
      throw new InvalidArgumentError(`The table has a column ${name}; choose another name.`);
    }
  }
  if (new Set(names).size === names.length) return partition;
  throw new InvalidArgumentError('Give each name once.');
}

/** The folder of a file's part: `service=checkout/host=a/run=17`. */
export function partitionFolder(partition: Partition, file: string): string {
  const own = basename(file).replace(/\.(profile\.)?(json|trace)$/, '');
  return partition.map(([name, value = own]) => `${name}=${encodeURIComponent(value)}`).join('/');
}
