import { nearest } from '../../nearest.ts';
import type { Fault, Linter, Reading } from '../types.ts';
import { parserErrors, type ParserError } from './github-parser.ts';
import { readWorkflow, type Workflow } from './read.ts';
import { rules } from './rules.ts';

async function read(text: string): Promise<Reading<Workflow>> {
  const { source, faults } = readWorkflow(text);
  if (faults.length > 0) return { source, faults };
  const found = (await parserErrors(text)).map(inOurWords);
  return { source, faults: [...found, ...unknownProperties(text)] };
}

const keys = ['name', 'run-name', 'on', 'permissions', 'env', 'defaults', 'concurrency', 'jobs', 'needs', 'if', 'runs-on', 'environment', 'outputs', 'steps', 'timeout-minutes', 'strategy', 'matrix', 'fail-fast', 'max-parallel', 'continue-on-error', 'container', 'services', 'uses', 'with', 'secrets', 'id', 'run', 'working-directory', 'shell', 'branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore', 'types', 'push', 'pull_request', 'pull_request_target', 'workflow_dispatch', 'workflow_call', 'schedule', 'cron', 'contents', 'read', 'write', 'none', 'packages', 'pages', 'id-token', 'inputs', 'required', 'default', 'description', 'group', 'cancel-in-progress', 'image', 'ports', 'volumes', 'options', 'credentials']; // prettier-ignore
const contexts = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs']; // prettier-ignore
const functions = ['always', 'cancelled', 'contains', 'endsWith', 'failure', 'format', 'fromJSON', 'hashFiles', 'join', 'startsWith', 'success', 'toJSON', 'case']; // prettier-ignore

/** The parser's short messages as sentences, with the nearest name where one is misspelt. */
function inOurWords({ message, line, column }: ParserError): Fault {
  const forms: [pattern: RegExp, rule: string, problem: (name: string) => string, known: string[]][] = [
    [/^Unexpected value '(.*)'$/, 'unexpected', (name) => `“${name}” is not known here.`, keys],
    [/^Required property is missing: (.*)$/, 'missing-key', (name) => `“${name}” is missing.`, []],
    [
      /^Unrecognized named-value: '(.*)'/,
      'expression',
      (name) => `No context of GitHub is called “${name}”.`,
      contexts,
    ],
    [/^Unrecognized function: '(.*)'/, 'expression', (name) => `No function of GitHub is called “${name}”.`, functions],
  ];
  for (const [pattern, rule, problem, known] of forms) {
    const name = pattern.exec(message)?.[1];
    if (name === undefined) continue;
    // A name that is known is in the wrong place, and no other is nearer.
    const [near] = known.includes(name) ? [] : nearest(name, known, 1);
    return { rule, line, column, problem: problem(name), ...(near && { advice: `Perhaps ${near} is meant.` }) };
  }
  const rule = /depends on|dependenc|needs|cycl/i.test(message) ? 'unknown-job' : 'refused';
  return { rule, line, column, problem: message.replace(/\.?$/, '.') };
}

const ofGithub = ['action', 'action_path', 'action_ref', 'action_repository', 'action_status', 'actor', 'actor_id', 'api_url', 'base_ref', 'env', 'event', 'event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'output', 'path', 'ref', 'ref_name', 'ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'repository_visibility', 'repositoryUrl', 'retention_days', 'run_attempt', 'run_id', 'run_number', 'secret_source', 'server_url', 'sha', 'token', 'triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace']; // prettier-ignore

/** The parser lets any property of `github` pass; a misspelt one is quietly empty. */
function unknownProperties(text: string): Fault[] {
  return text.split('\n').flatMap((row, index) =>
    [...row.matchAll(/\$\{\{(.*?)\}\}/g)].flatMap(([, inside = '']) =>
      [...inside.matchAll(/\bgithub\.(\w+)/g)]
        .filter(([, name = '']) => !ofGithub.includes(name))
        .map(([, name = '']): Fault => {
          const [near] = nearest(name, ofGithub, 1);
          return { rule: 'expression', line: index + 1, problem: `“github” has no “${name}”: it is always empty.`, ...(near && { advice: `Perhaps ${near} is meant.` }) };
        }),
    ),
  );
} // prettier-ignore

const refused = 'GitHub refuses the whole file: no job of it starts, and only the Actions page says so.';

export const workflow = {
  read,
  checks: {
    unexpected: { why: refused, advice: 'Mend its name, or move it to where it belongs.' },
    'missing-key': { why: refused, advice: 'Add the key, with a value of its own.' },
    expression: {
      why: 'An expression that names nothing ends the run, or is quietly empty.',
      advice: 'Mend the name.',
    },
    'unknown-job': { why: refused, advice: 'Write the id of a job that stands in this file.' },
    refused: { why: refused, advice: 'Mend the value in this line.' },
  },
  rules,
} satisfies Linter<Workflow>;
