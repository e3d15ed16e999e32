import { reported, tryOut, type Repro } from './report.ts';

// TODO: make this cart as small as you can while it still shows the bug. Take something away, work out by hand what is
// left, run `node repro.ts`, and look whether the two numbers still differ. Then mend cart.ts.
export const repro: Repro = reported;

tryOut(repro);
