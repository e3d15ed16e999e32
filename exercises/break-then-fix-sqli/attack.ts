// Phase 1. What does somebody type into the search to read a voucher out of before.ts?
// TODO: replace it. Try it first: `Request` sends it to your own shop, which has the same hole.
export const search = 'poems';
