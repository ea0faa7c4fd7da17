/** A check that was compiled from a schema by scripts/compile-schemas.mjs. */
interface CompiledCheck {
  (document: unknown): boolean;
  /** Of the latest call that gave false. */
  errors?: readonly SchemaError[] | null;
}

interface SchemaError {
  /** A JSON pointer. */
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}

export interface SchemaViolation {
  /** JSON path. */
  path: string;
  problem: string;
}

/** The first way in which a document departs from a published schema. */
export function schemaViolation(
  document: unknown,
  check: CompiledCheck,
): SchemaViolation | undefined {
  if (check(document)) return undefined;
  const error = check.errors![0];
  return { path: jsonPath(error.instancePath), problem: problem(error) };
}

function problem({ keyword, params, message }: SchemaError): string {
  if (keyword === 'required') return `has no "${params.missingProperty}"`;
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'additionalProperties') {
    return `has "${params.additionalProperty}", which is not known here`;
  }
  if (keyword === 'enum') return `must be one of ${(params.allowedValues as string[]).join(', ')}`;
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
