import { useState } from 'preact/hooks';
import { gainOf, ProgressFileError, readProgressFile, type Gain } from '../../../sandbox/progress/file.ts';
import type { Progress } from '../../../sandbox/progress/progress.ts';
import { record } from '../../device/record.ts';
import { count } from '../../words.ts';
import { saveProgress } from './device.ts';

/** To another device and back, as one file. */
export function Carry({ progress }: { progress: Progress }) {
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const take = async (file: File | undefined) => {
    if (!file) return;
    setSaid('');
    setFault('');
    try {
      const { progress: theirs, faults } = readProgressFile(await file.text());
      const gain = gainOf((await record().load()).progress, theirs);
      await record().merge(theirs);
      setSaid(`Imported ${file.name}: ${gainWords(gain)}.`);
      if (faults.length) setFault(`Left out, because it could not be read: ${faults.slice(0, 5).join('; ')}.`);
    } catch (error) {
      if (!(error instanceof ProgressFileError)) throw error;
      setFault(`${file.name}: ${error.message} Nothing was changed.`);
    }
  };
  return (
    <section aria-labelledby="carry">
      <h2 id="carry">Take it along</h2>
      <p>
        One file holds all of the above, to be read by people, too. Importing joins it with what is here: nothing that
        either side has done is lost, and the order does not matter. The terminal keeps the same file as{' '}
        <code>workspace/progress.json</code>: import that one here, or put an export in its place.
      </p>
      <p class="actions">
        <button type="button" class="button" onClick={() => saveProgress(progress)}>
          Export as a file
        </button>
        <label class="button file">
          Import a file
          <input
            type="file"
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              void take(currentTarget.files?.[0]);
              // The same file may be chosen again.
              currentTarget.value = '';
            }}
          />
        </label>
      </p>
      <p role="status">{said}</p>
      {fault && (
        <p role="alert" class="fault">
          {fault}
        </p>
      )}
      <p class="note">Your code is not in it: each exercise has a download of its own in the menu beside Run.</p>
    </section>
  );
}

function gainWords({ exercises, completed, answers, reviews }: Gain): string {
  const parts = [
    completed && `${count(completed, 'exercise')} more passed`,
    exercises > completed && `${count(exercises - completed, 'exercise')} more begun`,
    answers && `${count(answers, 'answer')} more`,
    reviews && `${count(reviews, 'mixed review')} more`,
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(', ') : 'it has nothing that was not here already';
}
