import type { Output } from '../../types.ts';

/** Takes what a program prints, one write at a time. */
export type WriteOutput = (output: Output) => void;
