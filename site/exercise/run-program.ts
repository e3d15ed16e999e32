import type { ProgramState } from '../../sandbox/session/program-host.ts';
import type { TextFiles } from '../../sandbox/session/work.ts';
import type { Model } from './model.ts';

const usual = ['server.ts', 'main.ts', 'index.ts', 'app.ts', 'server.js', 'main.js', 'index.js'];
const isCode = (path: string) => /\.[cm]?[jt]s$/.test(path) && !isSuite(path);

export const isSuite = (path: string): boolean => /^[^/]+\.test\.ts$/.test(path);

/** The file that starts the program: the wanted one, one with a usual name, or any that holds code. */
export function entryOf(files: TextFiles, wanted?: string): string | undefined {
  return [wanted, ...usual].find((path) => path !== undefined && path in files) ?? Object.keys(files).find(isCode);
}

/** What the program does now, in words. */
export function programWords({ phase, ports, message, exitCode }: ProgramState): string {
  switch (phase) {
    case 'stopped':
      return '';
    case 'starting':
      return 'Starting';
    case 'running':
      return ports.length ? `Listening on port ${ports.join(', ')}` : 'Running, listening on no port';
    case 'ended':
      return 'The program has ended';
    case 'failed':
      return message === undefined ? `The program ended with code ${exitCode}` : 'The program did not start';
  }
}

/** In a playground the primary action starts the program, with the files as they are now. */
export function runProgramFirst(model: Model): void {
  const { actions, page } = model;
  let said = '';
  actions.runTests = actions.run;
  actions.run = () => {
    const { session, program } = model.services.value!;
    const entry = entryOf(session.state.files, page.exercise.serve);
    if (entry === undefined) {
      model.announced.value = 'There is no file with code that could be started.';
      return;
    }
    actions.openTool('console');
    void program.start(entry, session.state.files);
  };
  model.program.subscribe((state) => {
    const words = programWords(state);
    if (words !== said && state.phase !== 'starting') model.announced.value = words;
    said = words;
  });
}
