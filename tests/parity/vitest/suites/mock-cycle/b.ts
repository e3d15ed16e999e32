import { a } from './a.ts';
export const b = () => 'b';
export const both = () => a();
