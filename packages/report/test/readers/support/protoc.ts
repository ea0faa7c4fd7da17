import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../../node/test/support/files.js';
import { python } from './readers.js';

/** A message as `protoc --decode` prints it: by the name of a field all its values. Bytes are latin1. */
export interface DecodedMessage {
  [field: string]: (string | DecodedMessage)[] | undefined;
}

/** Writes down what OpenTelemetry's package for Python knows of its messages, as `protoc` takes it. */
const DESCRIBE = `
import json, sys
from google.protobuf import descriptor_pb2
from opentelemetry.proto.trace.v1 import trace_pb2
files = descriptor_pb2.FileDescriptorSet()
def add(file):
  for dependency in file.dependencies: add(dependency)
  if all(known.name != file.name for known in files.file): file.CopyToProto(files.file.add())
add(trace_pb2.DESCRIPTOR)
open(sys.argv[1], 'wb').write(files.SerializeToString())
print(json.dumps(len(files.file)))`;

let descriptors: string | undefined;

/** What `protoc` decodes from a file that holds a message of OpenTelemetry's. */
export function decodeByProtoc(file: string, message: string): DecodedMessage {
  if (descriptors === undefined) {
    const described = join(temporaryDirectory(), 'opentelemetry.descriptors');
    python(DESCRIBE, described);
    descriptors = described;
  }
  const args = [`--descriptor_set_in=${descriptors}`, `--decode=${message}`];
  const text = execFileSync('protoc', args, {
    input: readFileSync(file),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return parseText(text);
}

/** @see https://protobuf.dev/reference/protobuf/textformat-spec/ */
function parseText(text: string): DecodedMessage {
  const root: DecodedMessage = {};
  const open = [root];
  for (const line of text.split('\n')) {
    const [, field, value] = /^ *(\w+)(?:: (.*)| \{)$/.exec(line) ?? [];
    if (field === undefined) {
      if (line.trim() === '}') open.pop();
      continue;
    }
    const values = (open.at(-1)![field] ??= []);
    if (value !== undefined) {
      values.push(value.startsWith('"') ? unescaped(value.slice(1, -1)) : value);
      continue;
    }
    const message: DecodedMessage = {};
    values.push(message);
    open.push(message);
  }
  return root;
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function unescaped(text: string): string {
  return text.replace(/\\(?:([0-7]{3})|(.))/g, (_, octal?: string, letter = '') =>
    octal === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(parseInt(octal, 8)),
  );
}

/** Text that was decoded as bytes. */
export function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
