import { a } from './a.ts';
export const b = 'b';
export const ba = () => b + a;
export * from './c.ts';
export { c as renamed } from './c.ts';
export * as everything from './c.ts';
