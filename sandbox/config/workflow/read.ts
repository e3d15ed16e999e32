import type { Fault } from '../types.ts';
import { readYaml, type YamlSource } from '../yaml-source.ts';

export interface Step {
  run: string;
  uses: string;
  with: Record<string, unknown>;
  line(key?: string): number;
}

export interface Job {
  id: string;
  deploys: boolean;
  steps: Step[];
  get(key: string): unknown;
  line(key?: string): number;
}

export interface Workflow {
  file: YamlSource;
  jobs: Job[];
  events: string[];
}

export function readWorkflow(text: string): { source: Workflow; faults: Fault[] } {
  const { source, faults } = readYaml(text);
  const file = source[0] ?? readYaml('{}').source[0]!;
  const jobs = file.entries('jobs').map(([id]) => jobOf(file, id));
  if (faults.length === 0) {
    if (jobs.length === 0) faults.push({ line: 1, problem: 'There are no jobs.' });
    if (file.get('on') === undefined) faults.push({ line: 1, problem: 'Nothing starts it: “on” is missing.' });
  }
  return { source: { file, jobs, events: eventsOf(file) }, faults };
}

function eventsOf(file: YamlSource): string[] {
  const on = file.get('on');
  if (typeof on === 'string') return [on];
  return Array.isArray(on) ? on.map(String) : file.entries('on').map(([name]) => name);
}

function jobOf(file: YamlSource, id: string): Job {
  const steps = file.list('jobs', id, 'steps').map((step, index): Step => {
    const { run, uses, with: input } = (step ?? {}) as Record<string, unknown>;
    const line = (key?: string) => file.line('jobs', id, 'steps', index, ...(key ? [key] : []));
    return { run: String(run ?? ''), uses: String(uses ?? ''), with: (input ?? {}) as Record<string, unknown>, line };
  });
  const deploys = /deploy|publish|release/i.test(`${id} ${String(file.get('jobs', id, 'name') ?? '')}`);
  return {
    id,
    steps,
    deploys,
    get: (key) => file.get('jobs', id, key),
    line: (key) => file.line('jobs', id, ...(key ? [key] : [])),
  };
}

/** What a workflow means, as plain values. */
export interface WorkflowMeaning {
  events: string[];
  permissions: unknown;
  jobs: Record<string, JobMeaning>;
}

export interface JobMeaning {
  needs: string[];
  if: string;
  permissions: unknown;
  steps: { uses: string; run: string; with: Record<string, unknown>; if: string }[];
  /** Everything else, as it stands in the file. */
  raw: Record<string, unknown>;
}

/** The meaning of a workflow, whichever of its forms it is written in; nothing where it cannot be read. */
export function parseWorkflow(text: string): WorkflowMeaning {
  const { source } = readWorkflow(text);
  const job = (id: string): JobMeaning => {
    const raw = (source.file.get('jobs', id) ?? {}) as Record<string, unknown>;
    const steps = source.file.list('jobs', id, 'steps') as Record<string, unknown>[];
    return {
      needs: [raw['needs'] ?? []].flat().map(String),
      if: String(raw['if'] ?? ''),
      permissions: raw['permissions'],
      steps: steps.map((step) => ({
        uses: String(step?.['uses'] ?? ''),
        run: String(step?.['run'] ?? ''),
        with: (step?.['with'] ?? {}) as Record<string, unknown>,
        if: String(step?.['if'] ?? ''),
      })),
      raw,
    };
  };
  return {
    events: source.events,
    permissions: source.file.get('permissions'),
    jobs: Object.fromEntries(source.jobs.map(({ id }) => [id, job(id)])),
  };
}
