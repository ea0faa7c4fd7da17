/** The binaries of other hosts to test with: their packages on npm hold them. */
const VARIABLES = { Bun: 'COROSCOPE_TEST_BUN', Deno: 'COROSCOPE_TEST_DENO' };

/** Describes behaviour under a host; `binary` is the path of it. */
export function describeOnHost(host: keyof typeof VARIABLES, body: (binary: string) => void): void {
  const variable = VARIABLES[host];
  const binary = process.env[variable];
  describe(host, () => {
    if (binary) body(binary);
    else
      it.skip(`skipped: there is no ${host} here; .ci/run --hosts has it, or name its binary in ${variable}`, () => {});
  });
}
