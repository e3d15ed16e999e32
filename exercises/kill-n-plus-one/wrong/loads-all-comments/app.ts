import express from 'express';
import type { Pool } from 'pg';

interface Post {
  id: number;
  title: string;
  author: string;
}

export function createApp({ db }: { db: Pool }) {
  const app = express();

  app.get('/posts', async (req, res) => {
    const limit = readNumber(req.query.limit, 20, 100);
    const before = readNumber(req.query.before, 1_000_000_000, 1_000_000_000);
    const { rows: posts } = await db.query<Post>(
      `SELECT posts.id, title, name AS author
       FROM posts JOIN authors ON authors.id = author_id
       WHERE posts.id < $1
       ORDER BY posts.id DESC LIMIT $2`,
      [before, limit],
    );

    const { rows: comments } = await db.query<{ post_id: number; created_at: Date }>(
      'SELECT post_id, created_at FROM comments WHERE post_id = ANY($1) ORDER BY created_at',
      [posts.map(({ id }) => id)],
    );
    const items = posts.map((post) => {
      const own = comments.filter((comment) => comment.post_id === post.id);
      return { ...post, comments: own.length, lastCommentAt: own.at(-1)?.created_at ?? null };
    });
    res.json({ items });
  });

  return app;
}

/** A whole number from 1 to `max`; `otherwise` where the query holds none. */
function readNumber(value: unknown, otherwise: number, max: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : otherwise;
}
