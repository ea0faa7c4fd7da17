/** The words of a command that shows a file of rows with DuckDB. */
export function openWithDuckDb(file: string): string[] {
  return ['duckdb', '-c', `from '${file.replaceAll("'", "''")}'`];
}
