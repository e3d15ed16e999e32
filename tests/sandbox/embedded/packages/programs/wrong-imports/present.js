import { SqliteError } from 'better-sqlite3';
import { Router } from 'express';
import { JSONCookie, 'module.exports' as whole } from 'cookie-parser';
export default [SqliteError.name, Router.name, JSONCookie.name, whole.JSONCookie === JSONCookie];
