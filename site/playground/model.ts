import type { RequestPreset } from '../../sandbox/types.ts';
import type { TextFiles } from '../../sandbox/session/work.ts';
import type { ExercisePage } from '../exercise/model.ts';
import type { ToolId } from '../exercise/tools.ts';

/** What a playground begins as. */
export interface Template {
  id: string;
  title: string;
  /** What it shows, in one line. */
  line: string;
  /** The file that Run starts. */
  entry: string;
  /** The files in the order of their tabs. */
  focus: string[];
  /** What stands beside the code at first. */
  tool: ToolId;
  requests: RequestPreset[];
  files: TextFiles;
  packages: string[];
}

/** What the page brings along for its script, as JSON. */
export interface PlaygroundData {
  /** URL of the folder with the engine's pieces. */
  engine: string;
  templates: Template[];
  /** See `ExercisePage`. */
  fullNode?: string | undefined;
  onFullNode?: true;
}

/** A playground's beginning: a template, or what somebody shared. */
export interface Beginning {
  files: TextFiles;
  entry?: string | undefined;
  focus?: string[] | undefined;
  tool?: ToolId | undefined;
  requests: RequestPreset[];
  packages: string[];
}

/** Names the work of a playground in the device's storage, where no exercise has such a slug. */
export const slugOf = (id: string): string => `playground:${id}`;

/** A playground as the workspace opens it: an exercise without task and suite. */
export function pageOf(
  id: string,
  name: string,
  begin: Beginning,
  { engine, fullNode, onFullNode }: Omit<PlaygroundData, 'templates'>,
): ExercisePage {
  const paths = Object.keys(begin.files);
  const focus = (begin.focus ?? []).filter((path) => path in begin.files);
  return {
    mode: 'playground',
    engine,
    ...(fullNode && { fullNode }),
    ...(onFullNode && { onFullNode }),
    packages: begin.packages,
    next: [],
    exercise: {
      slug: slugOf(id),
      title: name,
      kind: 'project',
      language: 'typescript',
      focus: [...focus, ...paths.filter((path) => !focus.includes(path))],
      timeLimit: 10,
      starter: begin.files,
      tests: {},
      hints: [],
      serve: begin.entry,
      requests: begin.requests,
      wrong: {},
      task: '',
    },
  };
}
