import pg from 'pg';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { explain, serve, type Answer, type Client } from '#testing';
import { postgres, type Postgres } from '#testing/postgres';
import { createApp } from './app.ts';

/** 60 posts; post 7 and every seventh after it has no comments, the others have 10 to 60: 1,780 in all. */
const setup = `
  CREATE TABLE authors (id int PRIMARY KEY, name text NOT NULL);
  CREATE TABLE posts (id int PRIMARY KEY, author_id int NOT NULL REFERENCES authors, title text NOT NULL);
  CREATE TABLE comments (id int PRIMARY KEY, post_id int NOT NULL, text text NOT NULL, created_at timestamptz NOT NULL);
  INSERT INTO authors VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cleo');
  INSERT INTO posts SELECT n, 1 + n % 3, 'Post ' || n FROM generate_series(1, 60) AS n;
  INSERT INTO comments
    SELECT post * 1000 + n, post, 'Comment', timestamptz '2026-03-01 10:00Z' + (1 + n * 7 % 11) * interval '1 minute'
    FROM generate_series(1, 60) AS post, generate_series(1, post % 7 * 10) AS n;
  ALTER TABLE comments ADD FOREIGN KEY (post_id) REFERENCES posts;
  CREATE INDEX ON comments (post_id);
`;

interface Item {
  id: number;
  title: string;
  author: string;
  comments: unknown;
  lastCommentAt: unknown;
}

/** Post `id` as the page shows it. */
const postOf = (id: number): Item => ({
  id,
  title: `Post ${id}`,
  author: ['Ann', 'Bob', 'Cleo'][id % 3]!,
  comments: (id % 7) * 10,
  lastCommentAt: id % 7 ? '2026-03-01T10:11:00.000Z' : null,
});

const posts = (first: number, last: number) => Array.from({ length: first - last + 1 }, (_, at) => postOf(first - at));

let db: Postgres;
let client: Client;

beforeEach(async () => {
  db = await postgres({ setup });
  const pool = new pg.Pool({ connectionString: db.url, max: 4 });
  onTestFinished(() => pool.end());
  client = await serve(createApp({ db: pool }));
  // What is slow the first time shall not count as slow.
  await pool.query('SELECT count(*) FROM comments');
  await db.clear();
}, 30_000);

describe('the page', () => {
  test('has the newest posts, the highest id first', async () => {
    const answer = await client.get('/posts?limit=6');

    const ids = itemsOf(answer).map(({ id }) => id);
    const vanished = ids.includes(55) && !ids.includes(56);
    const cut = ids.length > 0 && ids.length < 6 && !vanished;
    expect(
      ids,
      explain({
        diagnosis: vanished
          ? 'Posts without comments vanished'
          : cut
            ? 'LIMIT cut comments instead of posts'
            : ids.length === 6 && ids[0] === 55 && 'The posts came in another order',
        got: ids.length > 0 ? `posts ${ids.join(', ')}` : undefined,
        expected: 'posts 60, 59, 58, 57, 56, 55',
        because: 'a page shows as many posts as were asked for, the newest first',
        look: look(
          answer,
          vanished ? 'the kind of the join: post 56 has no comments' : 'ORDER BY and LIMIT, and which rows they see',
        ),
      }),
    ).toEqual([60, 59, 58, 57, 56, 55]);
  });

  test('shows a post with its author and its comments', async () => {
    const answer = await client.get('/posts?limit=1');

    const [item] = itemsOf(answer);
    expect(
      typeof item?.comments,
      explain({
        diagnosis: typeof item?.comments === 'string' && 'The count arrived as text',
        expected: '"comments":40, a number',
        because: 'count(*) is a bigint, and pg hands those over as text, since a number could not hold all of them',
        look: 'the count in your SELECT, and its type',
      }),
    ).toBe('number');
    expect(
      item,
      explain({
        expected: JSON.stringify(postOf(60)),
        because: 'readers of this API see no difference',
        look: look(answer, 'the columns of the SELECT and the object that you build'),
      }),
    ).toEqual(postOf(60));
  });

  test('shows a post without comments as such', async () => {
    const answer = await client.get('/posts?limit=1&before=57');

    const [item] = itemsOf(answer);
    expect(
      item,
      explain({
        diagnosis:
          item?.comments === 1
            ? 'No comments counted as 1'
            : item?.comments === null
              ? 'No comments became null instead of 0'
              : undefined,
        expected: '"comments":0 and "lastCommentAt":null for post 56',
        because: 'nobody has commented on it yet',
        look:
          item?.comments === 1
            ? 'what you count: rows, or ids of comments'
            : look(answer, 'what stands in for a post without a row'),
      }),
    ).toEqual(postOf(56));
  });

  test('may be empty', async () => {
    const answer = await client.get('/posts?before=1');

    expect(
      { status: answer.status, items: itemsOf(answer) },
      explain({
        diagnosis: answer.status === 500 && 'A page without posts broke the query',
        expected: '200 with {"items":[]}',
        because: 'the last page is followed by an empty one',
        look: 'your SQL when there is no id to ask for',
      }),
    ).toEqual({ status: 200, items: [] });
  });

  test('says what is stored at that moment', async () => {
    await client.get('/posts?limit=1');
    await db.query("INSERT INTO comments VALUES (1, 60, 'First!', '2026-03-02 08:00Z')");
    const answer = await client.get('/posts?limit=1');

    expect(
      itemsOf(answer)[0],
      explain({
        diagnosis: itemsOf(answer)[0]?.comments === 40 && 'A new comment was not seen',
        sent: 'GET /posts?limit=1, a new comment on post 60, and the same GET again',
        expected: '41 comments, the last of 2026-03-02T08:00:00.000Z',
        because: 'fewer queries must not mean older news',
        look: 'what your app remembers from one request to the next',
      }),
    ).toEqual({ ...postOf(60), comments: 41, lastCommentAt: '2026-03-02T08:00:00.000Z' });
  });

  test('is as long as was asked for', async () => {
    const lengths: [query: string, length: number][] = [
      ['', 20],
      ['?limit=1', 1],
      ['?limit=100', 60],
      ['?limit=101', 20],
      ['?limit=0', 20],
      ['?limit=2.5', 20],
      ['?limit=100&before=9999999999', 60],
    ];
    for (const [query, length] of lengths) {
      const answer = await client.get(`/posts${query}`);

      expect(
        itemsOf(answer).length,
        explain({
          got: `${answer.status} with ${itemsOf(answer).length} posts`,
          expected: `200 with ${length} of the 60 posts`,
          because: 'a limit is a whole number from 1 to 100, and 20 where it is none',
          look: look(answer, 'where `limit` and `before` are read'),
        }),
      ).toBe(length);
    }
  });

  test.each([5, 50])('of %i posts is right from top to bottom', async (limit) => {
    const answer = await client.get(`/posts?limit=${limit}&before=60`);

    const items = itemsOf(answer);
    const wanted = posts(59, 60 - limit);
    const at = wanted.findIndex((post, index) => JSON.stringify(items[index]) !== JSON.stringify(post));
    expect(
      items,
      explain({
        got: at < 0 ? undefined : `at place ${at + 1}: ${JSON.stringify(items[at])}`,
        expected: at < 0 ? `posts 59 to ${60 - limit}` : JSON.stringify(wanted[at]),
        because: 'each post has the comments that are its own',
        look: look(answer, 'how the two lists come together: by id, not by place'),
      }),
    ).toEqual(wanted);
  });
});

describe('the work behind it', () => {
  test('is at most two queries for 50 posts', async () => {
    await client.get('/posts?limit=50');

    const { queries, connections } = await work();
    expect(
      queries,
      explain({
        diagnosis:
          queries === 51 && connections > 1
            ? 'Still 51 queries, only at once'
            : queries > 2 && queries < 51 && 'The queries still grow with the posts',
        got: `${queries} queries over ${connections === 1 ? 'one connection' : 'several connections'}`,
        expected: '2 queries or 1',
        because:
          connections > 1
            ? 'side by side they cost the database the same, and take the connections of all other visitors'
            : 'each query is a way to the database and back',
        look: 'the query inside of a loop or a map: ask for all ids of the page at once',
      }),
    ).toBeLessThanOrEqual(2);
  });

  test('is as many queries for 5 posts as for 50', async () => {
    await client.get('/posts?limit=5');
    const few = (await work()).queries;
    await db.clear();
    await client.get('/posts?limit=50');
    const many = (await work()).queries;

    expect(
      many,
      explain({
        sent: 'GET /posts with limit=5, then with limit=50',
        got: `${few} queries, then ${many}`,
        expected: 'the same number twice',
        because: 'what grows with the page grows with your success',
        look: 'what decides how often your code asks',
      }),
    ).toBe(few);
  });

  test('fetches at most two rows for each post', async () => {
    await client.get('/posts?limit=50');

    const { rows } = await work();
    expect(
      rows,
      explain({
        diagnosis: rows > 1000 && 'Every comment was fetched to be counted',
        got: `${rows} rows from the database`,
        expected: '100 rows or fewer',
        because: 'the database can count; sending comments over the network to count them here is work for both',
        look: 'the SELECT on comments: count and max need one row for each post',
      }),
    ).toBeLessThanOrEqual(100);
  });
});

/** What the database was asked since the log was cleared: queries, the rows it sent, and over how many connections. */
async function work() {
  const selects = (await db.statements()).filter(({ tag }) => tag?.startsWith('SELECT'));
  return {
    queries: selects.length,
    rows: selects.reduce((sum, { tag }) => sum + Number(tag!.split(' ')[1]), 0),
    connections: new Set(selects.map(({ connection }) => connection)).size,
  };
}

/** Where to look: at the error that the app ran into, and otherwise at this place. */
function look({ status, text }: Answer, place: string): string {
  if (status !== 500) return place;
  const error = /(\w*[Ee]rror: [^<\n]{1,120})/.exec(text)?.[1];
  return `the error ${error ? `“${error}”` : 'in the answer'}: which posts of this page bring it up? Some have no comments`;
}

/** The items of a page; none where the answer is no such thing. */
function itemsOf(answer: Answer): Item[] {
  try {
    const { items } = answer.json();
    return Array.isArray(items) ? items : [];
  } catch {
    return [];
  }
}
