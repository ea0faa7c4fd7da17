export function compute() {
  advance(15);
}
