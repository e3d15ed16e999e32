import express from 'express';
import type { Pool } from 'pg';

interface Post {
  id: number;
  title: string;
  author: string;
}

const pages = new Map<string, object[]>();

export function createApp({ db }: { db: Pool }) {
  const app = express();

  app.get('/posts', async (req, res) => {
    const limit = readNumber(req.query.limit, 20, 100);
    const before = readNumber(req.query.before, 1_000_000_000, 1_000_000_000);
    const key = `${limit} ${before}`;
    const known = pages.get(key);
    if (known) return void res.json({ items: known });
    const { rows: posts } = await db.query<Post>(
      `SELECT posts.id, title, name AS author
       FROM posts JOIN authors ON authors.id = author_id
       WHERE posts.id < $1
       ORDER BY posts.id DESC LIMIT $2`,
      [before, limit],
    );
    const { rows: counted } = await db.query<{ post_id: number; comments: number; last: Date }>(
      `SELECT post_id, count(*)::int AS comments, max(created_at) AS last
       FROM comments WHERE post_id = ANY($1) GROUP BY post_id`,
      [posts.map(({ id }) => id)],
    );
    const byPost = new Map(counted.map((row) => [row.post_id, row]));
    const items = posts.map((post) => ({
      ...post,
      comments: byPost.get(post.id)?.comments ?? 0,
      lastCommentAt: byPost.get(post.id)?.last ?? null,
    }));
    pages.set(key, items);
    res.json({ items });
  });

  return app;
}

/** A whole number from 1 to `max`; `otherwise` where the query holds none. */
function readNumber(value: unknown, otherwise: number, max: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : otherwise;
}
