export function call(callback) {
  callback();
  throw new Error('not reached');
}
export async function callLater(callback) {
  await callback();
}
