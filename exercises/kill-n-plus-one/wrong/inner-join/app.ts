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
    const { rows: items } = await db.query(
      `WITH page AS (SELECT * FROM posts WHERE id < $1 ORDER BY id DESC LIMIT $2)
       SELECT page.id, page.title, authors.name AS author,
              count(comments.id)::int AS comments, max(comments.created_at) AS "lastCommentAt"
       FROM page
       JOIN authors ON authors.id = page.author_id
       JOIN comments ON comments.post_id = page.id
       GROUP BY page.id, page.title, authors.name
       ORDER BY page.id DESC`,
      [before, limit],
    );
    res.json({ items });
  });

  return app;
}

/** A whole number from 1 to `max`; `otherwise` where the query holds none. */
function readNumber(value: unknown, otherwise: number, max: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : otherwise;
}
