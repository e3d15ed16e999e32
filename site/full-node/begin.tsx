import { render } from 'preact';
import type { Elsewhere, Model } from '../exercise/model.ts';
import { pathTo } from '../paths.ts';
import { FullNodeBar } from './bar.tsx';
import { createFullNode } from './container.ts';
import { followFiles } from './follow-files.ts';
import { startIsolated, wasPressed } from './isolated.ts';
import { withPorts } from './with-ports.ts';

/** Takes over the bar, and lets a workspace that `opens` run on full Node. */
export async function beginFullNode(opens: (elsewhere: Elsewhere) => Promise<Model>): Promise<void> {
  const node = createFullNode({
    engine: pathTo('engine/'),
    snapshot: pathTo('snapshot/'),
    apiKey: import.meta.env.WEBCONTAINER_KEY,
  });
  const session = node.session();
  const opening = opens({
    name: 'full Node',
    createRuntime: node.createRuntime,
    program: (own) => withPorts(own, session),
    loadTerminal: async () => (await import('./terminal.tsx')).createShellsPanel(session),
  });
  const root = document.getElementById('full-node-root')!;
  const { here = '' } = root.dataset;
  let model: Model | undefined;
  const onContinue = async (event: MouseEvent) => {
    event.preventDefault();
    await save();
    location.assign(here + location.search + location.hash);
  };
  const save = async () => void (await model?.services.value?.session.saved());
  const start = () => void startIsolated(node, save);
  // Not hydrated: what the server drew is switched off.
  root.replaceChildren();
  render(
    <FullNodeBar node={{ ...node, start }} here={here} onContinue={(event) => void onContinue(event)} ready />,
    root,
  );
  leaveWithPage(node.leave);
  if (wasPressed()) node.start();
  const opened = (model = await opening);
  const say = (words: string) => void (opened.announced.value = words);
  // A start that failed is told by the bar.
  const folder = await session.then(
    (one) => one.folder,
    () => undefined,
  );
  if (!folder) return;
  await followFiles(opened.services.value!.session, opened.page.exercise.tests, folder, say);
}

/** A page that comes back from the browser's cache would show a container that has ended. */
function leaveWithPage(leave: () => void): void {
  addEventListener('pagehide', leave);
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}
