import { useEffect, useRef, useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import { fetchModule } from './fetch-module.ts';
import { createTabKeys, fileOf, HelperKeys, type Typing } from './keys.tsx';
import { createScreen } from './screen.ts';
import shellWorker from './shell-worker.ts?worker&url';
import { fetchSqlite } from './sql.ts';
import { createTerminal } from './terminal.ts';
import './terminal.css';

/** The shell and SQLite, into the browser's cache. */
export const fetchShell = (engine: string): Promise<unknown> =>
  Promise.all([fetchModule(shellWorker), fetchSqlite(engine)]);

export function TerminalPanel({ model }: { model: Model }) {
  const place = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Typing>();
  const [leaves, setLeaves] = useState(false);
  const services = model.services.value;
  useEffect(() => {
    if (!services || !place.current) return undefined;
    const tab = createTabKeys(model, setLeaves, () => terminal.searching());
    const screen = createScreen({
      host: place.current,
      onData: (data) => terminal.type(data),
      onResize: () => terminal.redraw(),
      onKey: tab,
      fileOf: (name) => fileOf(model, name),
      onOpen: model.actions.openFrame,
    });
    const { page } = model;
    const terminal = createTerminal({
      ...services,
      exercise: page.exercise,
      screen,
      engine: page.engine,
      createWorker: () => new Worker(shellWorker, { type: 'module' }),
      say: (text) => void (model.announced.value = text),
    });
    void terminal.start();
    setOpened({ screen, type: terminal.type });
    return () => {
      void terminal.dispose();
      screen.dispose();
    };
  }, [services]);
  return (
    <section class="terminal" aria-label="Terminal">
      <HelperKeys opened={opened} />
      <div class="terminal-screen" ref={place} />
      <p class="terminal-note aside">
        {leaves ? 'Tab leaves the terminal' : 'Tab completes. Escape, then Tab leaves the terminal'}
      </p>
    </section>
  );
}
