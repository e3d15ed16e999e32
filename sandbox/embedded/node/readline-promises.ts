export { promises as default } from './readline.ts';
