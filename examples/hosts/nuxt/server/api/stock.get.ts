export default defineEventHandler(async () => ({ stock: await stock(['fig', 'plum']) }));
