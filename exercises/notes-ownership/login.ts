import type { Database } from 'better-sqlite3';
import type { RequestHandler } from 'express';

/** Who is asking? Sets `res.locals.user` from `Authorization: Bearer <token>`, or answers 401. */
export function login(db: Database): RequestHandler {
  const findUser = db.prepare(
    'SELECT users.id, users.name FROM sessions JOIN users ON users.id = sessions.user_id WHERE sessions.token = ?',
  );
  return (req, res, next) => {
    const [scheme, token] = (req.get('authorization') ?? '').split(' ');
    const user = scheme === 'Bearer' && token ? findUser.get(token) : undefined;
    if (!user) {
      res.status(401).json({ title: 'Not logged in', status: 401, detail: 'Send a valid bearer token.' });
      return;
    }
    res.locals.user = user;
    next();
  };
}
