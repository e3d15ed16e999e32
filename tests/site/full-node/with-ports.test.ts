import { expect, test } from 'vitest';
import { stoppedProgram, type ProgramHost, type ProgramState } from '../../../sandbox/session/program-host.ts';
import type { PlainRequest } from '../../../sandbox/types.ts';
import type { ContainerSession, OpenPort } from '../../../sandbox/webcontainer/session.ts';
import { withPorts } from '../../../site/full-node/with-ports.ts';

const request = (url: string): PlainRequest => ({ method: 'GET', url, headers: [], body: null });

async function setUp() {
  const asked: string[] = [];
  let open: OpenPort[] = [];
  let tellPorts = () => {};
  let state: ProgramState = stoppedProgram;
  let tellState = () => {};
  const own = {
    get state() {
      return state;
    },
    subscribe: (listener: () => void) => ((tellState = listener), () => {}),
    send: async ({ url }: PlainRequest) => void asked.push(`own ${url}`),
  };
  const session = {
    ports: { list: () => open, subscribe: (listener: () => void) => ((tellPorts = listener), () => {}) },
    send: async ({ url }: PlainRequest) => void asked.push(`terminal ${url}`),
  };
  const host = withPorts(own as unknown as ProgramHost, Promise.resolve(session as unknown as ContainerSession));
  await Promise.resolve();
  return {
    host,
    asked,
    listen: (...ports: number[]) => ((open = ports.map((port) => ({ port, url: '' }))), tellPorts()),
    run: (part: Partial<ProgramState>) => ((state = { ...state, ...part }), tellState()),
  };
}

test('a server of a terminal runs for the panels, and is asked at its own port', async () => {
  const { host, asked, listen } = await setUp();
  const heard: ProgramState[] = [];
  host.subscribe((state) => heard.push(state));
  listen(4100);
  expect(heard.at(-1)).toMatchObject({ phase: 'running', ports: [4100], elsewhere: true });
  await host.send(request('http://localhost:3000/a'));
  expect(asked).toEqual(['terminal http://localhost:4100/a']);
  listen();
  expect(host.state.phase).toBe('stopped');
});

test("the page's own program goes first, and both show their ports", async () => {
  const { host, asked, listen, run } = await setUp();
  run({ phase: 'running', ports: [3000] });
  listen(3000, 4100);
  expect(host.state).toMatchObject({ phase: 'running', ports: [3000, 4100] });
  expect(host.state.elsewhere).toBeUndefined();
  await host.send(request('http://localhost:3000/a'));
  await host.send(request('http://localhost:4100/b'));
  expect(asked).toEqual(['own http://localhost:3000/a', 'terminal http://localhost:4100/b']);
});

test('a port that is closed a moment after its program ended is nobody else’s', async () => {
  const { host, listen, run } = await setUp();
  run({ phase: 'running', ports: [3000] });
  listen(3000);
  run({ phase: 'stopped', ports: [] });
  expect(host.state.phase).toBe('stopped');
});
