export { fetch, installFetch } from './fetch/globals.ts';
export { dispatch } from './fetch/dispatch-plain.ts';
