import { functionTable, onlyTag, tagTable } from '@coroscope/profile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profile, writeFiles } from './support/command.js';

const PAGE = readFileSync(join(__dirname, '../../../docs/tags.md'), 'utf8');

/** The code blocks of the page that say in which file they stand. */
const files = Object.fromEntries(
  [...PAGE.matchAll(/```js\n\/\/ (\S+)\n(.*?)```/gs)].map(([, name, code]) => [name, code]),
);

const DRIVER = `
  import { server } from './app.js';
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = 'http://127.0.0.1:' + server.address().port;
  const paths = ['/cart', '/user', '/user', '/cart', '/user'];
  const answers = await Promise.all(paths.map(async (path) => (await fetch(origin + path)).text()));
  console.log(answers.join(' '));
  server.closeAllConnections();
  server.close();
`;

it('the example of docs/tags.md tells its routes apart', async () => {
  expect(Object.keys(files)).toEqual(['context.js', 'tag.js', 'app.js']);
  const directory = writeFiles({
    ...files,
    'package.json': '{ "type": "module" }',
    'driver.js': DRIVER,
  });
  const args = ['--tag-module', 'tag.js', 'driver.js'];
  const end = await profile(process.execPath, args, { directory });
  expect(end.stderr).toBe('');
  expect(end.stdout).toBe('{"items":19} {"name":22} {"name":22} {"items":19} {"name":22}\n');
  const tags = tagTable(end.profile).map(({ tag }) => tag);
  expect(tags).toEqual(expect.arrayContaining(['/cart', '/user']));
  const figures = (tag: string) =>
    Object.fromEntries(
      functionTable(onlyTag(end.profile, tag)).map(({ name, calls, suspensions }) => [
        name,
        { calls, suspensions },
      ]),
    );
  // Each query waits for each of its rows; two requests for carts, and three for users.
  expect(figures('/cart')).toMatchObject({
    handle: { calls: 2, suspensions: 2 },
    query: { calls: 2, suspensions: 6 },
  });
  expect(figures('/user')).toMatchObject({
    handle: { calls: 3, suspensions: 3 },
    query: { calls: 3, suspensions: 3 },
  });
});
