import { PROFILE_FORMATS, TRACE_FORMATS } from '@coroscope/report';
import { Option, type Command } from 'commander';
import { CoroscopeError } from '@coroscope/node';
import { convertInput, type ConvertOptions } from '../actions/convert-input.js';
import { convertPartitioned } from '../actions/convert-partitioned.js';
import { parsePartition, type Partition } from '../options/partition.js';
import { parseMilliseconds } from '../options/parse-values.js';
import { functionOption, weightOption } from '../options/report-options.js';

export function addConvertCommand(program: Command): void {
  program
    .command('convert')
    .summary('write a profile or a trace in the format of another tool')
    .description(
      'Writes a profile that was saved with "coroscope run --out FILE.json", several as one, or a trace, ' +
        'in a format that other tools open.',
    )
    .argument(
      '<inputs...>',
      'the file that holds it, a folder of profiles, or - for standard input; several with --partition',
    )
    .addOption(
      new Option('--to <format>', 'the format; default: by the extension of --out').choices([
        ...new Set([...PROFILE_FORMATS, ...TRACE_FORMATS].map(({ name }) => name)),
      ]),
    )
    .option('-o, --out <file>', 'the file that is written; default: standard output')
    .option(
      '--partition <names>',
      'write each input to a folder of its own below --out, such as service=checkout,host=a,run',
      parsePartition,
    )
    .addOption(weightOption())
    .addOption(functionOption())
    .option('--min-time <ms>', 'fold what took less time than that', parseMilliseconds)
    .option('--tag <tag>', 'only what ran under this tag')
    .option('--compensate', "of a profile: subtract what the profiler's own probes cost", false)
    .option('--force', 'write even what is larger than a gigabyte', false)
    .option('--quiet', 'no messages', false)
    .addHelpText(
      'after',
      `
Formats of a profile: ${describe(PROFILE_FORMATS)}.
Formats of a trace: ${describe(TRACE_FORMATS)}.
What is folded stays in sums, as "… N more". docs/formats.md says what each format holds.

Examples:
  $ coroscope convert profile.json -o profile.speedscope.json
  $ coroscope convert profile.json --to collapsed --weight waiting | flamegraph.pl > waiting.svg
  $ coroscope convert profile.json --to pprof -o profile.pb.gz --min-time 1
  $ coroscope convert app.trace --to chrome -o app.chrome.json
  $ coroscope convert profiles/ --to parquet --partition service=checkout,host=a,run -o fleet`,
    )
    .action((inputs: string[], options: ConvertOptions & { partition?: Partition }) => {
      const { partition } = options;
      if (partition !== undefined) return convertPartitioned(inputs, partition, options);
      if (inputs.length === 1) return convertInput(inputs[0], options);
      throw new CoroscopeError(
        'one file is written of one input; several go to folders, with --to parquet --partition run -o DIR, or into one profile with: coroscope merge',
      );
    });
}

/** `pprof (.pb.gz), csv (.csv)`. */
function describe(formats: readonly { name: string; extensions: readonly string[] }[]): string {
  return formats.map(({ name, extensions: [extension] }) => `${name} (${extension})`).join(', ');
}
