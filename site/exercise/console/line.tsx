import { Component } from 'preact';
import { useState } from 'preact/hooks';
import { beginningOf } from '../body-text.ts';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import type { Entry } from './log.ts';
import { linkPlaces, readable } from './text.ts';
import { Value } from './value.tsx';

interface LineProps {
  entry: Entry;
  model: Model;
}

/** One thing that was printed. Entries never change, so hundreds of them cost nothing when one more arrives. */
export class Line extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    return next.entry !== this.props.entry;
  }

  override render({ entry, model }: LineProps) {
    const { level, source, times } = entry;
    return (
      <div class={`console-line ${level}`} data-source={source}>
        <span class="console-level">
          <Icon name={level} />
          <span class={level === 'log' ? 'visually-hidden' : undefined}>{level}</span>
        </span>
        <Content entry={entry} model={model} />
        {times > 1 && (
          <span class="console-times">
            <span aria-hidden="true">× {times}</span>
            <span class="visually-hidden">printed {times} times</span>
          </span>
        )}
        {source === 'server' && <span class="console-source">server</span>}
      </div>
    );
  }
}

function Content({ entry, model }: LineProps) {
  const [whole, setWhole] = useState(false);
  const [unfolded, setUnfolded] = useState(false);
  const text = readable(entry.text);
  const { shown, rest } = beginningOf(text);
  return (
    <div class="console-content">
      <pre>
        <Linked text={whole ? text : shown} model={model} />
      </pre>
      {rest && (
        <button type="button" class="link-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Show less' : `Show ${rest}`}
        </button>
      )}
      {entry.values && (
        <button
          type="button"
          class="link-button unfold"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name={unfolded ? 'down' : 'right'} />
          {unfolded ? 'Fold' : 'Unfold'}
          <span class="visually-hidden"> what was printed</span>
        </button>
      )}
      {unfolded && (
        <div class="console-values">
          {entry.values?.map((value, index) => (
            <Value key={index} value={value} open />
          ))}
        </div>
      )}
    </div>
  );
}

function Linked({ text, model }: { text: string; model: Model }) {
  const isFile = (path: string) => path in model.state.peek().files || path in model.page.exercise.tests;
  return (
    <>
      {linkPlaces(text, isFile).map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          <a
            key={index}
            href={`#${part.frame.file}:${part.frame.line}`}
            onClick={(event) => {
              event.preventDefault();
              model.actions.openFrame(part.frame);
            }}
          >
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
