import { useEffect, useState } from 'preact/hooks';
import { saveFile } from '../device/save-file.ts';
import { Dialog } from '../exercise/dialog.tsx';
import { linkLimit, toFragment, toText, type Shared } from './share.ts';

interface ShareProps {
  shared: Shared;
  /** Address of the page, without query and fragment. */
  page: string;
  onClose(): void;
}

/** A link that holds the files, or a file where a link would be too long. */
export function ShareDialog({ shared, page, onClose }: ShareProps) {
  const [fragment, setFragment] = useState<string>();
  useEffect(() => void toFragment(shared).then(setFragment), []);
  const size = fragment?.length ?? 0;
  return (
    <Dialog title="Share this playground" onClose={onClose}>
      {fragment === undefined && <p>Packing the files</p>}
      {fragment !== undefined && size <= linkLimit && <Link link={page + fragment} size={size} />}
      {size > linkLimit && (
        <p>
          These files come to {kB(size)}, and a link of more than {kB(linkLimit)} gets cut off in mail and chats. Save
          them as a file and send that; “Open a file” in the playground reads it.
        </p>
      )}
      <p>
        <button type="button" class={size > linkLimit ? 'run' : 'quiet'} onClick={() => save(shared)}>
          Save as a file
        </button>
      </p>
    </Dialog>
  );
}

function Link({ link, size }: { link: string; size: number }) {
  const [said, setSaid] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setSaid('The link is copied'),
      () => setSaid('The browser does not allow copying; select the link and copy it yourself'),
    );
  return (
    <>
      <p>
        The link holds the files themselves, compressed, behind its <code>#</code>. Nothing is uploaded: browsers keep
        that part of an address to themselves. It shows your files as they are now, not as you change them later.
      </p>
      <div class="share-link">
        <label for="share-link">
          Link, {kB(size)} of at most {kB(linkLimit)}
        </label>
        <input id="share-link" readOnly value={link} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" class="run" onClick={copy}>
          Copy the link
        </button>
        <p role="status">{said}</p>
      </div>
    </>
  );
}

function save(shared: Shared): void {
  const name = shared.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'playground';
  saveFile(`${name}.playground.json`, toText(shared), 'application/json');
}

/** `0.4 kB`, `8 kB`: links are counted in units of 1024, as their limit is. */
const kB = (bytes: number) => `${(bytes / 1024).toFixed(1).replace('.0', '')} kB`;
