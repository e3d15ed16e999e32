export { nope } from 'pg';
