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
  load(): Promise<ComponentType<{ model: Model }>>;
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
    load: async () => (await import('./terminal/panel.tsx')).TerminalPanel,
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

const aboutServers: ToolId[] = ['request', 'data', 'preview'];

/** A playground has no variants to show, and where the answer is no code, there is no server to look into. */
export function toolsOf({ page }: Model, area?: Area): Tool[] {
  const answering = sheetFile in page.exercise.tests;
  return tools.filter(
    (tool) =>
      (!area || tool.area === area) &&
      !(tool.id === 'author' && page.mode === 'playground') &&
      !(answering && aboutServers.includes(tool.id)),
  );
}
