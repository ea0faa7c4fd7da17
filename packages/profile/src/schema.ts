import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

export interface SchemaViolation {
  /** JSON path. */
  path: string;
  problem: string;
}

/** A check for the first way in which a document departs from a published schema. */
export function schemaCheck(
  schema: Record<string, unknown>,
): (document: unknown) => SchemaViolation | undefined {
  // Compiled on first use: most programs that load this package never read a document.
  let validate: ValidateFunction | undefined;
  return (document) => {
    validate ??= new Ajv2020({ validateFormats: false }).compile(schema);
    if (validate(document)) return undefined;
    const error = validate.errors![0];
    return { path: jsonPath(error.instancePath), problem: problem(error) };
  };
}

function problem({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'required') return `has no "${params.missingProperty}"`;
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'additionalProperties') {
    return `has "${params.additionalProperty}", which is not known here`;
  }
  if (keyword === 'enum') return `must be one of ${params.allowedValues.join(', ')}`;
  return message ?? `breaks the rule "${keyword}"`;
}

/** `/threads/0/elapsed` as `$.threads[0].elapsed`. */
function jsonPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, key) => path + jsonPathStep(key), '$');
}

function jsonPathStep(key: string): string {
  if (/^\d+$/.test(key)) return `[${key}]`;
  return /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
