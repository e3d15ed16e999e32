import { reported, tryOut, type Repro } from './report.ts';

export const repro: Repro = reported;

tryOut(repro);
