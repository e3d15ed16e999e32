import express from 'express';
import type { Pool } from 'pg';
import DataLoader from 'dataloader';

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

    // The loop stays; what it asks for in one turn of the event loop is collected and asked once.
    const talk = new DataLoader((ids: readonly number[]) => loadTalk(db, ids));
    const items = await Promise.all(posts.map(async (post) => ({ ...post, ...(await talk.load(post.id)) })));
    res.json({ items });
  });

  return app;
}

interface Talk {
  comments: number;
  lastCommentAt: Date | null;
}

async function loadTalk(db: Pool, ids: readonly number[]): Promise<Talk[]> {
  const { rows } = await db.query<Talk & { id: number }>(
    `SELECT post_id AS id, count(*)::int AS comments, max(created_at) AS "lastCommentAt"
     FROM comments WHERE post_id = ANY($1) GROUP BY post_id`,
    [ids],
  );
  const found = new Map(rows.map(({ id, ...talk }) => [id, talk]));
  return ids.map((id) => found.get(id) ?? { comments: 0, lastCommentAt: null });
}

/** A whole number from 1 to `max`; `otherwise` where the query holds none. */
function readNumber(value: unknown, otherwise: number, max: number): number {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 1 && number <= max ? number : otherwise;
}
