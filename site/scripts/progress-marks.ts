/** Writes how far the learner has come, where the page asks for it. What is stored stays on the device. */
class ExerciseStatus extends HTMLElement {
  async connectedCallback(): Promise<void> {
    const status = (await readStatuses())[this.dataset['slug'] ?? ''];
    if (!status) return;
    this.dataset['status'] = status;
    this.textContent = status === 'completed' ? '✓ Completed' : 'Started';
  }
}

let statuses: Promise<Record<string, string>> | undefined;

function readStatuses(): Promise<Record<string, string>> {
  return (statuses ??= read().catch(() => ({})));
}

// The exercise page writes this record; here it is only read, and nothing is created where there is none.
async function read(): Promise<Record<string, string>> {
  const known = await indexedDB.databases();
  if (!known.some((database) => database.name === 'engine-room')) return {};
  const db = await settled(indexedDB.open('engine-room'));
  const stored = (await settled(db.transaction('records').objectStore('records').get('progress'))) as
    { exercises?: Record<string, { status?: string }> } | undefined;
  db.close();
  return Object.fromEntries(Object.entries(stored?.exercises ?? {}).map(([slug, one]) => [slug, one.status ?? '']));
}

const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });

customElements.define('exercise-status', ExerciseStatus);

export {};
