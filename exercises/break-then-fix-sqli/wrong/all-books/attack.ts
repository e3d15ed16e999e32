// Phase 1. What does somebody type into the search to read a voucher out of before.ts?
export const search = "' OR 1=1 --";
