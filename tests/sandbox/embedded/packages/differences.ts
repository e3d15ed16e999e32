/** Programs whose log may differ from Node's in these lines (from 0), and why. A line that agrees again fails the test. */
export const differences: Record<string, { lines: number[]; because: string }> = {};
