/** What a host says about itself. `/about/what-is-real/` and the documentation are made from it, so it is data. */
export interface HostFacts {
  /** As one would look for it: “PostgreSQL”. */
  title: string;
  group: 'language' | 'database' | 'tool' | 'service';
  /**
   * - `real`: the program itself, compiled for the browser.
   * - `subset`: ours or a library's, and what it does it does as the real one; the rest is listed as absent.
   * - `simulated`: it behaves like the real one as far as lessons need, and says so.
   * - `local`: only on the learner's own computer.
   */
  realness: 'real' | 'subset' | 'simulated' | 'local';
  /** In one sentence: what runs. */
  what: string;
  /** The versions that are equal or stood in for: `PostgreSQL 18.6`. */
  version: string;
  /** What it is made of, each with its licence (SPDX). */
  parts: { name: string; licence: string }[];
  /** Bytes that a browser fetches when it is first used, compressed; 0 where it comes with the runtime. */
  download: number;
  /**
   * MB that it takes while it runs, with its client, as `npm run bench hosts` measures it: those of WebAssembly in
   * Chromium, others in Node. 0 where that is within what the runtime takes anyway.
   */
  memory: number;
  /** What learners might look for and not find here, each a phrase. */
  absent: string[];
  /** What to do for the rest, at a terminal or elsewhere. */
  locally: string;
}
