import { b } from './b.ts';
export const a = 'a';
export const ab = () => a + b;
export let count = 0;
export const increase = () => ++count;
