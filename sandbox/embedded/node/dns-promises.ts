export { promises as default } from './dns.ts';
