/** `npx node tests/e2e/serve.ts <port>`: serves `dist/` as a static host does. */
import { createDistServer } from './dist-server.ts';

createDistServer().listen(Number(process.argv[2] ?? 4399), '127.0.0.1');
