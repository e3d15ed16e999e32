import { nope } from 'zod';
export default nope;
