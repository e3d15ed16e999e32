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

    // TODO: this loop asks the database once for each post. Let it ask once for all of them.
    const items = [];
    for (const post of posts) {
      const { rows } = await db.query<{ comments: number; last: Date | null }>(
        'SELECT count(*)::int AS comments, max(created_at) AS last FROM comments WHERE post_id = $1',
        [post.id],
      );
      items.push({ ...post, comments: rows[0]?.comments, lastCommentAt: rows[0]?.last });
    }
    res.json({ items });
  });

  return app;
}

/** A whole number from 1 to `max`; `otherwise` where the query holds none. */
function readNumber(value: unknown, otherwise: number, max: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : otherwise;
}
