export function* relay(source) {
  try {
    for (const item of source) yield item;
  } finally {
    source.return();
  }
}
