import type { ComponentType } from 'preact';
import { sheetFile } from '../../sandbox/answers/files.ts';
import type { Model } from './model.ts';

export type ToolId = 'results' | 'request' | 'data' | 'preview' | 'console' | 'terminal' | 'author';
/** Beside the code, or below it. On a phone every tool takes the whole window. */
export type Area = 'side' | 'dock';

export interface Tool {
  id: ToolId;
  label: string;
  area: Area;
  /** Drawn out of sight when the page is done: it opens something that needs the network. */
  ahead?: true;
  load(model: Model): Promise<ComponentType<{ model: Model }>>;
  /** What the panel fetches by itself when it opens. */
  loadMore?(engine: string): Promise<unknown>;
}

export const tools: Tool[] = [
  { id: 'results', label: 'Results', area: 'side', load: async () => (await import('./results.tsx')).ResultsPanel },
  {
    id: 'request',
    label: 'Request',
    area: 'side',
    ahead: true,
    load: async () => (await import('./request/panel.tsx')).RequestPanel,
  },
  { id: 'data', label: 'Data', area: 'side', load: async () => (await import('./data/panel.tsx')).DataPanel },
  {
    id: 'preview',
    label: 'Preview',
    area: 'side',
    ahead: true,
    load: async () => (await import('./preview/panel.tsx')).PreviewPanel,
  },
  {
    id: 'console',
    label: 'Console',
    area: 'dock',
    load: async () => (await import('./console/panel.tsx')).ConsolePanel,
  },
  {
    id: 'terminal',
    label: 'Terminal',
    area: 'dock',
    load: async ({ elsewhere }) =>
      (await elsewhere?.loadTerminal()) ?? (await import('./terminal/panel.tsx')).TerminalPanel,
    loadMore: async (engine) => (await import('./terminal/panel.tsx')).fetchShell(engine),
  },
  // A build leaves it out, and all that it would load.
  ...(import.meta.env.DEV && import.meta.env.AUTHOR ? [authorTool()] : []),
];

/** Every variant of an exercise beside its page, answers included: for whoever writes it. */
function authorTool(): Tool {
  return {
    id: 'author',
    label: 'Author',
    area: 'side',
    load: async () => (await import('./author/panel.tsx')).AuthorPanel,
  };
}

/**
 * Only what has something to show. A playground has no variants; where nothing listens on a port there is nothing to
 * ask; where the answer is no code, there are no databases either, and only the embedded runtime can show them.
 */
export function toolsOf({ page }: Model, area?: Area): Tool[] {
  const { exercise, mode, onFullNode } = page;
  const hidden = new Set<ToolId>();
  if (mode === 'playground') hidden.add('author');
  else if (exercise.serve === undefined) hidden.add('request').add('preview');
  if (sheetFile in exercise.tests || onFullNode) hidden.add('data');
  return tools.filter((tool) => (!area || tool.area === area) && !hidden.has(tool.id));
}
