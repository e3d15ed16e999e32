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
    const { rows } = await db.query<Post & { created_at: Date | null }>(
      `SELECT posts.id, title, name AS author, created_at
       FROM posts
       JOIN authors ON authors.id = author_id
       LEFT JOIN comments ON comments.post_id = posts.id
       WHERE posts.id < $1
       ORDER BY posts.id DESC, created_at LIMIT $2`,
      [before, limit],
    );
    const items = new Map<number, object & { comments: number }>();
    for (const { created_at, ...post } of rows) {
      const comments = (items.get(post.id)?.comments ?? 0) + (created_at ? 1 : 0);
      items.set(post.id, { ...post, comments, lastCommentAt: created_at });
    }
    res.json({ items: [...items.values()] });
  });

  return app;
}

/** A whole number from 1 to `max`; `otherwise` where the query holds none. */
function readNumber(value: unknown, otherwise: number, max: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : otherwise;
}
