export { default } from './util.ts';
