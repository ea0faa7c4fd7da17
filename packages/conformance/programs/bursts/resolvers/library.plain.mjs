export async function each(promise, callbacks) {
  const count = await promise;
  for (let i = 0; i < count; i++) for (const callback of callbacks) callback();
}
