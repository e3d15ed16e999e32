import { builtins, packages } from '../embedded/packages/manifest.ts';
import { createTransform } from '../embedded/modules/transform.ts';
import { preflight } from '../preflight.ts';
import type { Files, TestReport } from '../types.ts';

/** The look before the run, with the same lists as in the browser: what passes here passes there. */
export async function preflightLocal(files: Files): Promise<Extract<TestReport, { status: 'error' }> | undefined> {
  const oxc = await import('oxc-transform');
  const transform = createTransform(oxc as unknown as Parameters<typeof createTransform>[0]);
  return preflight(files, transform, { packages, builtins });
}
