export function collect() {
  advance(1);
}
