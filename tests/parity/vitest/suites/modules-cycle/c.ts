export const c = await Promise.resolve('c');
export default function named() {}
