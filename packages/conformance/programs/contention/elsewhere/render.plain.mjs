export function render() {
  advance(20);
}
