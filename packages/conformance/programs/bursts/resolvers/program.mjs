// As a library of GraphQL does, `each` waits for a promise of posts and then calls author and title for each of three
// posts, one after the other. There are two requests, at 0 and at 20; posts ends at 6 and at 26, and within the same
// turn author and title are called three times each: two bursts upon posts, six calls of each in all. When the
// queries go on, at 11, 12, 13 and 31, 32, 33, nothing is called.
import { each } from './library.plain.mjs';

async function query() {
  await sleep(5);
  advance(1);
}

async function posts() {
  await sleep(5);
  advance(1);
  return 3;
}

function author() {
  return query();
}

function title() {
  advance(1);
}

function request() {
  each(posts(), [author, title]);
}

timer(0, request);
timer(20, request);
