import { useEffect, useRef, useState } from 'preact/hooks';
import type { ContainerSession, ContainerShell } from '../../sandbox/webcontainer/session.ts';
import type { Model } from '../exercise/model.ts';
import { createTabKeys, fileOf, HelperKeys } from '../exercise/terminal/keys.tsx';
import { createScreen, type Screen } from '../exercise/terminal/screen.ts';
import { Icon } from '../exercise/words.tsx';
import '../exercise/terminal/terminal.css';
import './full-node.css';

/** Real shells of the container, as many as somebody opens. */
export function createShellsPanel(opened: Promise<ContainerSession>) {
  return function ShellsPanel({ model }: { model: Model }) {
    const [session, setSession] = useState<ContainerSession>();
    const [shells, setShells] = useState([1]);
    const [shown, setShown] = useState(1);
    useEffect(() => void opened.then(setSession, () => {}), []);
    if (!session) return <p class="aside tool-wait">The terminal is a shell of full Node. Start full Node first.</p>;
    const add = () => {
      const next = Math.max(0, ...shells) + 1;
      setShells([...shells, next]);
      setShown(next);
    };
    const remove = (id: number) => {
      const rest = shells.filter((one) => one !== id);
      // There is always one to type into.
      const left = rest.length ? rest : [id + 1];
      setShells(left);
      if (shown === id || !rest.length) setShown(left.at(-1)!);
    };
    return (
      <section class="terminal shells" aria-label="Terminal">
        <div class="shell-bar" role="group" aria-label="Terminals">
          {shells.map((id) => (
            <button key={id} type="button" class="quiet" aria-pressed={id === shown} onClick={() => setShown(id)}>
              Terminal {id}
            </button>
          ))}
          <button type="button" class="quiet" onClick={add}>
            <Icon name="add" />
            <span class="visually-hidden">New terminal</span>
          </button>
          <button type="button" class="quiet" onClick={() => remove(shown)}>
            <Icon name="remove" />
            <span class="visually-hidden">Close terminal {shown}</span>
          </button>
        </div>
        {shells.map((id) => (
          <Shell key={id} model={model} session={session} hidden={id !== shown} onExit={() => remove(id)} />
        ))}
      </section>
    );
  };
}

interface ShellProps {
  model: Model;
  session: ContainerSession;
  hidden: boolean;
  onExit(): void;
}

/** One shell on one screen. It lives as long as its tab. */
function Shell({ model, session, hidden, onExit }: ShellProps) {
  const place = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ screen: Screen; type(data: string): void }>();
  const [leaves, setLeaves] = useState(false);
  const left = useRef(onExit);
  left.current = onExit;
  useEffect(() => {
    let shell: ContainerShell | undefined;
    let gone = false;
    let early = '';
    const type = (data: string) => {
      if (shell) shell.write(data);
      else early += data;
    };
    const screen = createScreen({
      host: place.current!,
      onData: type,
      onResize: () => shell?.resize(screen.size()),
      onKey: createTabKeys(model, setLeaves, () => false),
      fileOf: (name) => fileOf(model, name),
      onOpen: model.actions.openFrame,
      paste: 'plain',
    });
    const take = (started: ContainerShell) => {
      if (gone) return started.kill();
      shell = started;
      started.onData(screen.write);
      // The panel may have found its size meanwhile.
      const now = screen.size();
      if (now.cols !== first.cols || now.rows !== first.rows) started.resize(now);
      if (early) started.write(early);
      void started.exit.then(() => gone || left.current());
    };
    const first = screen.size();
    void session.openShell(first).then(take, (error: Error) => screen.write(`No shell: ${error.message}\n`));
    setOpened({ screen, type });
    return () => {
      gone = true;
      shell?.kill();
      screen.dispose();
    };
  }, []);
  return (
    <div class="shell" hidden={hidden}>
      <HelperKeys opened={opened} />
      <div class="terminal-screen" ref={place} />
      <p class="terminal-note aside">
        {leaves ? 'Tab leaves the terminal' : 'A real shell, in the folder of your files. Escape, then Tab leaves it'}
      </p>
    </div>
  );
}
