import { useState } from 'preact/hooks';
import { Dialog } from '../../exercise/dialog.tsx';
import { deleteEverything } from './device.ts';

/** Deletes all that is stored, after one question. */
export function DeleteAll() {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState('');
  const go = async () => {
    setAsking(false);
    try {
      await deleteEverything();
      setSaid('Everything is deleted. This device knows nothing of you any more.');
    } catch (error) {
      setSaid(`It could not be deleted: ${error instanceof Error ? error.message : String(error)}. Close other tabs of the course and try again, or clear this site's data in the browser.`);
    }
  }; // prettier-ignore
  return (
    <section aria-labelledby="delete">
      <h2 id="delete">Delete everything</h2>
      <p>
        Your progress, your code in exercises and playgrounds, your settings and the copy of the course for use without
        a network: all of it is on this device alone, so deleting it here deletes it for good.
      </p>
      <p>
        <button type="button" class="button danger" onClick={() => setAsking(true)}>
          Delete everything
        </button>
      </p>
      <p role="status">{said}</p>
      {asking && (
        <Dialog title="Delete everything?" onClose={() => setAsking(false)}>
          <p>
            This cannot be undone. An export, made before, brings your progress back, but not your code. Without a
            network the course opens again only once you are back online.
          </p>
          <p class="actions">
            <button type="button" class="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
            <button type="button" class="button danger" onClick={() => void go()}>
              Delete everything
            </button>
          </p>
        </Dialog>
      )}
    </section>
  );
}
