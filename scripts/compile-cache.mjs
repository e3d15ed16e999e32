// Loaded before each command (`node --import`): Node keeps what it has compiled, so that the next start is faster.
import module from 'node:module';
import path from 'node:path';

process.env.NODE_COMPILE_CACHE ??= path.resolve(import.meta.dirname, '../node_modules/.cache/engine-room/node');
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
