import type { Signal } from '@preact/signals';
import type { ProgramHost } from '../../../sandbox/session/program-host.ts';
import type { Session } from '../../../sandbox/session/session.ts';
import { without, withOutput, type Print, type Printed, type Source } from './log.ts';

interface Sources {
  session: Pick<Session, 'state' | 'subscribe'>;
  program: Pick<ProgramHost, 'onOutput' | 'subscribe'>;
}

/** Collects what is printed from the start of the page on. A loop that prints redraws once a moment, not once a line. */
export function followOutput(
  printed: Signal<Printed>,
  { session, program }: Sources,
  later: (work: () => void) => void = (work) => void setTimeout(work, 16),
): void {
  let news: Print[] = [];
  const flush = () => {
    if (news.length) printed.value = withOutput(printed.value, news);
    news = [];
  };
  const add = (source: Source, outputs: Print['output'][]) => {
    if (!outputs.length) return;
    if (!news.length) later(flush);
    news.push(...outputs.map((output) => ({ source, output })));
  };
  const restart = (source: Source) => {
    flush();
    printed.value = without(printed.value, source);
  };

  let before = session.state;
  session.subscribe((state) => {
    if (state.console !== before.console) {
      const goesOn = state.console.length >= before.console.length && state.console[0] === before.console[0];
      if (!goesOn || !before.console.length) restart('tests');
      add('tests', state.console.slice(goesOn ? before.console.length : 0));
    }
    if (state.dropped !== before.dropped) {
      printed.value = { ...printed.value, dropped: { ...printed.value.dropped, tests: state.dropped } };
    }
    before = state;
  });
  program.onOutput((output) => add('server', [output]));
  let phase = '';
  program.subscribe((state) => {
    if (state.phase === 'starting' && phase !== 'starting') restart('server');
    phase = state.phase;
  });
}
