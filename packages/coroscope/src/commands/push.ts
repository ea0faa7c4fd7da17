import { Option, type Command } from 'commander';
import { pushFiles, type PushOptions } from '../actions/push-files.js';
import { parseLabel, parseMilliseconds } from '../options/parse-values.js';
import { functionOption } from '../options/report-options.js';
import { RECEIVERS } from '../push/receivers.js';

export function addPushCommand(program: Command): void {
  program
    .command('push')
    .summary('send profiles or traces to a server that collects those of many machines')
    .description(
      'Sends saved profiles to Grafana Pyroscope, and to what speaks its /ingest; or the activations of a trace as ' +
        'spans to what takes OTLP/HTTP: an OpenTelemetry Collector, Jaeger, Tempo.',
    )
    .argument('<files...>', 'files of profiles or traces, or folders of profiles')
    .requiredOption('--to <url>', 'the address of the server')
    .addOption(
      new Option('--as <receiver>', 'what the server is').choices(RECEIVERS).makeOptionMandatory(),
    )
    .option('--service <name>', "the name of the service; default: that of the program's script")
    .option('--label <name=value>', 'a label, such as host=a; may be repeated', parseLabel, {})
    .addOption(functionOption())
    .option(
      '--min-time <ms>',
      'of a profile: fold what took less time than that; of a trace: leave it out',
      parseMilliseconds,
    )
    .option('--tag <tag>', 'only what ran under this tag')
    .option('--quiet', 'no messages', false)
    .addHelpText(
      'after',
      `
Credentials are taken from the environment only, as other clients take them: PYROSCOPE_AUTH_TOKEN, or
PYROSCOPE_BASIC_AUTH_USER and PYROSCOPE_BASIC_AUTH_PASSWORD; OTEL_EXPORTER_OTLP_HEADERS. docs/fleet.md says more.

Examples:
  $ coroscope push profile.json --to http://localhost:4040 --as pyroscope
  $ coroscope push profiles/ --to http://localhost:4040 --as pyroscope --service checkout --label host=a
  $ coroscope push app.trace --to http://localhost:4318 --as otlp --min-time 1`,
    )
    .action((files: string[], options: PushOptions) => pushFiles(files, options));
}
