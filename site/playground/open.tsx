/** What a playground's page does: finds the playground that is meant, or shows what a link holds and waits. */
import { render } from 'preact';
import { errorText } from '../../sandbox/session/work.ts';
import type { ExercisePage, Model } from '../exercise/model.ts';
import { createStorage } from '../device/storage.ts';
import { pageData, wholePage } from '../exercise/whole-page.ts';
import { Column } from './column.tsx';
import { createDesk, type Chosen, type Desk } from './desk.ts';
import { pageOf, type PlaygroundData } from './model.ts';
import { createPlaygrounds, freeName, type Entry } from './playgrounds.ts';
import { ShareDialog } from './share-dialog.tsx';
import { SharedView } from './shared-view.tsx';
import { fromFragment, fromText, isShared, toFragment, type Shared } from './share.ts';

const data = await pageData<PlaygroundData>('playground-data');
const list = createPlaygrounds({ storage: createStorage(), clock: Date });
const { pathname, origin } = location;

let open: (page: ExercisePage) => Promise<Model>;

/**
 * Resolves when a playground is there to be worked in; what a link holds waits for the learner.
 *
 * @param opens Opens it on the runtime that the page is for.
 */
export async function openPlayground(opens: typeof open): Promise<Model> {
  open = opens;
  // A link that is pasted into the address bar of this very page does not load it again by itself.
  addEventListener('hashchange', () => isShared(location.hash) && location.reload());
  return isShared(location.hash) ? askFirst() : openWanted(new URLSearchParams(location.search));
}

/** The wanted one, the one used last, or a template. */
async function openWanted(wanted: URLSearchParams): Promise<Model> {
  const { entries, problem } = await read();
  const id = wanted.get('id');
  const living = entries.filter(({ deletedAt }) => !deletedAt);
  const entry = id ? living.find((one) => one.id === id) : wanted.has('new') ? undefined : living[0];
  const begin = entry && (await list.beginning(entry.id).catch(() => undefined));
  if (entry && begin) return openChosen({ ...entry, begin, kept: true }, entries, problem);
  const template = data.templates.find((one) => one.id === wanted.get('new')) ?? data.templates[0]!;
  const name = freeName(template.title, entries);
  const missing = id && !problem ? 'The playground in this address is not on this device. You see a new one.' : problem;
  return openChosen({ id: freshId(), name, begin: template, kept: false }, entries, missing);
}

async function read(): Promise<{ entries: Entry[]; problem: string }> {
  try {
    return { entries: await list.all(), problem: '' };
  } catch (error) {
    const reason = errorText(error).replace(/\.$/, '');
    return { entries: [], problem: `Your playgrounds on this device cannot be read: ${reason}.` };
  }
}

async function openChosen(chosen: Chosen, entries: Entry[], problem: string): Promise<Model> {
  const onKept = (id: string) => history.replaceState(null, '', `${pathname}?id=${id}`);
  if (chosen.kept) onKept(chosen.id);
  const desk = createDesk({ list, chosen, entries, problem, onKept });
  const model = await open(pageOf(chosen.id, chosen.name, chosen.begin, data));
  if (chosen.begin.tool) model.actions.openTool(chosen.begin.tool);
  model.panel.value = location.search ? 'code' : 'task';
  const { session, program } = model.services.value!;
  let { files } = session.state;
  session.subscribe((state) => {
    if (state.files !== files || state.phase === 'running') void desk.keep();
    files = state.files;
  });
  program.subscribe(({ phase }) => phase === 'starting' && void desk.keep());
  desk.name.subscribe((name) => (document.title = `${name} · Playground · Engine Room`));
  showColumn(desk, model);
  return model;
}

function showColumn(desk: Desk, model: Model): void {
  const dialogs = element('dialog-root');
  const onShare = () => {
    const { serve, requests } = model.page.exercise;
    const shared = { name: desk.name.value, entry: serve, requests, files: model.state.value.files };
    const onClose = () => render(null, dialogs);
    render(<ShareDialog shared={shared} page={origin + pathname} onClose={onClose} />, dialogs);
  };
  const onFile = async (file: File) => {
    const found = file.size > 1e6 ? 'too-large' : fromText(await file.text());
    if (typeof found === 'string') return `${file.name} holds no playground that can be opened here.`;
    // From here on it is treated as a link is.
    location.hash = await toFragment(found);
    return undefined;
  };
  const root = element('column-root');
  root.replaceChildren();
  render(<Column desk={desk} templates={data.templates} page={pathname} onShare={onShare} onFile={onFile} />, root);
}

async function askFirst(): Promise<Model> {
  const found = await fromFragment(location.hash);
  await wholePage();
  const root = element('shared-root');
  const bench = element('bench');
  const { promise: accepted, resolve } = Promise.withResolvers<Model>();
  const onAccept = async (shared: Shared) => {
    const { entries, problem } = await read();
    const begin = { files: shared.files, entry: shared.entry, requests: shared.requests, packages: [] };
    const entry = { id: freshId(), name: freeName(shared.name, entries) };
    const kept = await list.keep(entry, begin).catch(() => undefined);
    render(null, root);
    bench.hidden = false;
    if (!kept) history.replaceState(null, '', pathname);
    resolve(await openChosen({ ...entry, begin, kept: Boolean(kept) }, kept ?? entries, problem));
    element('main').focus();
  };
  bench.hidden = true;
  render(<SharedView found={found} page={pathname} onAccept={(shared) => void onAccept(shared)} />, root);
  return accepted;
}

const freshId = () => crypto.randomUUID().slice(0, 8);

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}
