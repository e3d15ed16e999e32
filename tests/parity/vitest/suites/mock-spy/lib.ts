export const add = (a: number, b: number) => a + b;
export const twice = (n: number) => add(n, n);
