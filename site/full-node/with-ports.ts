import type { ProgramHost, ProgramState } from '../../sandbox/session/program-host.ts';
import type { ContainerSession } from '../../sandbox/webcontainer/session.ts';

/**
 * The learner's program as the panels see it, and beside it whatever else listens inside of the container: a server that
 * was started in a terminal is asked and shown like one that Run has started.
 */
export function withPorts(program: ProgramHost, opened: Promise<ContainerSession>): ProgramHost {
  let session: ContainerSession | undefined;
  const listeners = new Set<(state: ProgramState) => void>();
  /** What the program opened is its own until it is closed, which is heard a moment after the program's end. */
  const ours = new Set<number>();
  const open = () => session?.ports.list().map(({ port }) => port) ?? [];
  const alive = () => /^(?:starting|running)$/.test(program.state.phase);
  const state = (): ProgramState => {
    const ports = open();
    for (const port of program.state.ports) ours.add(port);
    for (const port of ours) if (!ports.includes(port)) ours.delete(port);
    if (program.state.phase === 'running') return { ...program.state, ports: [...new Set([...program.state.ports, ...ports])] };
    const others = ports.filter((port) => !ours.has(port));
    if (alive() || !others.length) return program.state;
    return { phase: 'running', entry: '', ports: others, files: program.state.files, elsewhere: true };
  };
  let last = state();
  const tell = () => {
    last = state();
    for (const listener of listeners) listener(last);
  };
  program.subscribe(tell);
  void opened.then((ready) => {
    session = ready;
    ready.ports.subscribe(tell);
  }, () => {});
  /** The port that an address names, or the one that was opened last, where a program has nothing to say. */
  const address = (url: string): string => {
    const wanted = new URL(url);
    const ports = open();
    if (!ports.includes(Number(wanted.port))) wanted.port = String(ports.at(-1) ?? wanted.port);
    return wanted.href;
  };
  const inside = (url: string) => {
    const port = Number(new URL(url).port);
    if (alive() && (program.state.ports.includes(port) || !open().includes(port))) return undefined;
    return open().length ? session : undefined;
  };
  return {
    ...program,
    get state() {
      return last;
    },
    send(request, options) {
      const there = inside(request.url);
      if (!there) return program.send(request, options);
      return there.send({ ...request, url: address(request.url) }, options?.signal);
    },
    async connect(url, protocols, listener) {
      const there = inside(url);
      return there ? there.connect(address(url), protocols, listener) : program.connect(url, protocols, listener);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
} // prettier-ignore
