import { judge } from '../../config/judge.ts';
import { workflow } from '../../config/workflow/index.ts';
import type { Finding } from '../../config/types.ts';

export { parseWorkflow, type JobMeaning, type WorkflowMeaning } from '../../config/workflow/read.ts';
export { inWords, serious } from '../../config/judge.ts';
export type { Finding } from '../../config/types.ts';

/** What is wrong in a workflow, by GitHub's own parser and our rules. No job runs. */
export async function lintWorkflow(text: string): Promise<Finding[]> {
  return judge(workflow, await workflow.read(text));
}
