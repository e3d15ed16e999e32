import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../exercise/words.tsx';
import type { Problem, Shared } from './share.ts';

interface SharedProps {
  found: Shared | Problem;
  /** Address of the page, without query and fragment. */
  page: string;
  onAccept(shared: Shared): void;
}

const problems: Record<Problem, string> = {
  broken:
    'A part of it is missing or was changed on the way, as happens when a mail or chat program cuts a long link off. Ask for the link again, or for a file.',
  newer:
    'It was made by a newer version of the course than this page. Reload the page; if that does not help, the course here is older than the one it was made with.',
  'too-large':
    'It unfolds to more than a playground may hold (60 files, 512 kB), so it was not opened. No real playground is that large.',
  'no-files': 'It holds no files.',
};

/** What a link holds, before anything of it is kept or run. */
export function SharedView({ found, page, onAccept }: SharedProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  if (typeof found === 'string') {
    return (
      <div class="shared">
        <h1 ref={heading} tabIndex={-1}>
          This shared playground cannot be opened
        </h1>
        <p>{problems[found]}</p>
        <p>Your own playgrounds are as you left them.</p>
        <p class="shared-actions">
          <a class="button primary" href={page}>
            Go to the playground
          </a>
        </p>
      </div>
    );
  }
  const files = Object.entries(found.files);
  return (
    <div class="shared">
      <h1 ref={heading} tabIndex={-1}>
        Somebody shared “{found.name}” with you
      </h1>
      <p class="shared-warning">
        <Icon name="error" />
        <span>
          Nothing of it has run. It is somebody else’s code, and a link does not tell whose. If you keep and run it, it
          runs isolated: it can reach neither your own work nor other sites.
        </span>
      </p>
      <p class="shared-actions">
        <button type="button" class="button primary" onClick={() => onAccept(found)}>
          Keep it as a new playground
        </button>
        <a class="button" href={page}>
          Leave it
        </a>
      </p>
      <h2>{files.length === 1 ? 'The file' : `The ${files.length} files`} in it</h2>
      <ul class="shared-files">
        {files.map(([path, contents]) => (
          <SharedFile key={path} path={path} contents={contents} />
        ))}
      </ul>
    </div>
  );
}

const shownLines = 12;

/** The first lines; the rest unfolds. */
function SharedFile({ path, contents }: { path: string; contents: string }) {
  const lines = contents.replace(/\n$/, '').split('\n');
  const rest = lines.slice(shownLines);
  return (
    <li>
      <h3>
        {path} <span class="aside">{size(contents)}</span>
      </h3>
      <pre tabIndex={0} aria-label={`First lines of ${path}`}>
        {lines.slice(0, shownLines).join('\n')}
      </pre>
      {rest.length > 0 && (
        <details>
          <summary>
            {rest.length} more {rest.length === 1 ? 'line' : 'lines'}
          </summary>
          <pre tabIndex={0} aria-label={`The rest of ${path}`}>
            {rest.join('\n')}
          </pre>
        </details>
      )}
    </li>
  );
}

function size(contents: string): string {
  const { length } = new TextEncoder().encode(contents);
  return length < 1000 ? `${length} bytes` : `${(length / 1000).toFixed(1)} kB`;
}
