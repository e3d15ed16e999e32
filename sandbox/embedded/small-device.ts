/** Up to 4 GB of memory, where the browser says so. */
export const isSmall = () => ((navigator as { deviceMemory?: number }).deviceMemory ?? 8) <= 4;
