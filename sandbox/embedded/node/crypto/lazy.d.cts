declare const lazy: { asymmetric(): typeof import('./asymmetric.ts') };
export = lazy;
