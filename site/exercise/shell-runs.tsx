import type { ShellRun } from '../../sandbox/types.ts';
import { Body } from './body.tsx';
import { count } from './words.tsx';

/** The command lines of a test: the last one, which led to the verdict, open; the earlier ones folded. */
export function ShellRuns({ ran }: { ran: ShellRun[] }) {
  const last = ran.at(-1);
  const earlier = ran.slice(0, -1);
  if (!last) return null;
  return (
    <div class="exchanges">
      {earlier.length > 0 && (
        <details class="fold">
          <summary>{count(earlier.length, 'command')} before it</summary>
          {earlier.map((one, index) => (
            <Run key={index} run={one} />
          ))}
        </details>
      )}
      <Run run={last} />
    </div>
  );
}

function Run({ run: { command, stdin, stdout, stderr, exitCode } }: { run: ShellRun }) {
  return (
    <div class="exchange">
      <Part caption="Command" text={`$ ${command}`} />
      {stdin && <Part caption="Its input" text={stdin} />}
      {stdout && <Part caption="Output" text={stdout} />}
      {stderr && <Part caption="Errors" text={stderr} />}
      <p class="message-none">Exit code {exitCode}</p>
    </div>
  );
}

function Part({ caption, text }: { caption: string; text: string }) {
  return (
    <figure class="message">
      <figcaption>{caption}</figcaption>
      <Body text={text} />
    </figure>
  );
}
