import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';

export interface ParserError {
  message: string;
  line: number;
  column: number;
}

/** What GitHub's own parser says about a workflow: keys, types, expressions, and what jobs need. */
export async function parserErrors(text: string): Promise<ParserError[]> {
  const { context, value } = parseWorkflow({ name: 'workflow', content: text }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value, undefined, { fetchReusableWorkflowDepth: 0 });
  return context.errors.getErrors().map(({ rawMessage, range }) => ({
    message: rawMessage,
    line: range?.start.line ?? 1,
    column: range?.start.column ?? 1,
  }));
}
