import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, bytes } from '../exercise/words.tsx';
import type { FullNode, FullNodeState } from './container.ts';
import { ProcessList } from './processes.tsx';
import './full-node.css';

interface BarProps {
  node: FullNode;
  /** The same exercise or playground on the embedded runtime. */
  here: string;
  /** Goes there once everything is saved. */
  onContinue?(event: MouseEvent): void;
  /** The page's script has taken over; before that nothing can be started. */
  ready?: boolean;
}

/** Above the workspace: what full Node is and costs, how far it is, and the way back. */
export function FullNodeBar({ node, here, onContinue, ready = false }: BarProps) {
  const { value } = node.state;
  const place = useRef<HTMLElement>(null);
  const before = useRef(value.phase);
  useEffect(() => {
    // The button that was pressed is gone: its place keeps the keyboard.
    if (before.current !== value.phase && document.activeElement === document.body) place.current?.focus();
    before.current = value.phase;
  }, [value.phase]);
  const back = (label: string, primary = false) => (
    <a class={`button ${primary ? 'primary' : ''}`} href={here} onClick={onContinue}>
      {label}
    </a>
  );
  return (
    <section ref={place} class={`full-node ${value.phase}`} aria-label="Full Node" tabIndex={-1}>
      {value.phase === 'off' && <Offer start={node.start} ready={ready} back={back('Back without it')} />}
      {value.phase === 'starting' && <Starting state={value} cancel={node.cancel} />}
      {value.phase === 'failed' && (
        <>
          <div class="full-node-text" role="alert">
            <p>
              <Icon name="warn" /> <strong>{titles[value.cause] ?? 'Full Node did not start'}</strong>
            </p>
            <p>{value.message}</p>
          </div>
          <p class="full-node-actions">
            {back('Continue here', true)}
            <button type="button" class="button" onClick={() => location.reload()}>
              Reload and try again
            </button>
          </p>
        </>
      )}
      {value.phase === 'ready' && (
        <>
          <p class="full-node-text" role="status">
            <Icon name="passed" /> <strong>Full Node runs.</strong> Runs, servers and terminals of this page are in it.
          </p>
          <ProcessList session={node.session()} />
          <p class="full-node-actions">{back('Back without it')}</p>
        </>
      )}
    </section>
  );
}

const titles: Partial<Record<Extract<FullNodeState, { phase: 'failed' }>['cause'], string>> = {
  offline: 'No network',
  blocked: 'StackBlitz is out of reach',
  cookies: 'No storage for StackBlitz',
  unsupported: 'Not in this browser',
  memory: 'Too little memory',
  'not-isolated': 'This page is not isolated',
  second: 'It runs already',
  silent: 'No answer from StackBlitz',
  stopped: 'The start was stopped',
  gone: 'Full Node is gone',
};

/** What somebody has to know before anything is asked of StackBlitz. */
function Offer({ start, ready, back }: { start(): void; ready: boolean; back: ComponentChildren }) {
  return (
    <>
      <div class="full-node-text">
        <p>
          <strong>Run on full Node</strong>: any npm package, child processes and a real shell, in a{' '}
          <a href="https://webcontainers.io" rel="noreferrer">
            WebContainer
          </a>{' '}
          of StackBlitz. Nothing in the course needs it.
        </p>
        <p class="aside">
          It is a service of another company: it needs the network, about 5 MB at first, and StackBlitz learns that you
          use it on this site. Your code stays in this browser. Production use in a commercial, for-profit setting needs
          a{' '}
          <a href="https://webcontainers.io/enterprise" rel="noreferrer">
            licence of StackBlitz
          </a>
          .
        </p>
      </div>
      <p class="full-node-actions">
        <button type="button" class="button primary" disabled={!ready} onClick={start}>
          Start full Node
        </button>
        {back}
      </p>
    </>
  );
}

function Starting({ state, cancel }: { state: Extract<FullNodeState, { phase: 'starting' }>; cancel(): void }) {
  const { left, received, total } = state;
  return (
    <>
      <div class="full-node-text">
        <p>
          <strong role="status">Starting full Node</strong>
          {left !== undefined && <span class="aside"> · waits {left} s more for StackBlitz at most</span>}
        </p>
        {total > 0 && (
          <p class="full-node-progress aside">
            <progress value={received} max={total} aria-label="Files of full Node" />
            {received < total ? `${bytes(received)} of ${bytes(total)}` : `${bytes(total)} are here`}
          </p>
        )}
      </div>
      <p class="full-node-actions">
        <button type="button" class="button" onClick={cancel}>
          Stop
        </button>
      </p>
    </>
  );
}
