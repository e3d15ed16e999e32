/** What suites import besides Vitest: `import { explain, serve } from '#testing'`. */
export { needs } from './elsewhere.ts';
export { explain } from './explain.ts';
export { serve } from './serve.ts';
export type { Answer, Client, RequestInit } from './client.ts';
