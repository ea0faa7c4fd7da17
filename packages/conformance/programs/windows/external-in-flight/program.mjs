// main waits for child (0-5) and a timer (0-20). Read at 3: all explained. Read at 9: 4 of it external.
async function child() {
  await sleep(5);
}
async function main() {
  await Promise.all([child(), sleep(20)]);
}

main();
timer(3, mark.bind(null, 'at 3'));
timer(9, mark.bind(null, 'at 9'));
