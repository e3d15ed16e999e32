import { b } from './b.ts';
export const a = () => `a and ${b()}`;
