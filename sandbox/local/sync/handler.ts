import { createHash } from 'node:crypto';
import { existsSync, lstatSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readProgress } from '../../progress/read.ts';
import type { Exercise } from '../../types.ts';
import { createLocalProgress, progressFile } from '../progress-file.ts';
import { createWorkspace } from '../workspace.ts';
import { readContents, signatureOf, writeChange } from './folder.ts';
import { refuse, type Asked } from './guard.ts';
import type { FolderState, FolderWritten, ProgressWritten } from './protocol.ts';
import { watchFolder } from './watch-folder.ts';

export interface Ask extends Asked {
  /** What follows `_workspace/`. */
  path: string;
  /** Reads the body; undefined when it is longer than allowed. */
  body(limit: number): Promise<string | undefined>;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Instead of a body: lines that come as things happen. Returns its undo. */
  stream?(send: (line: unknown) => void): () => void;
}

export interface HandlerOptions {
  /** The folder with `exercises/`. */
  project: string;
  /** The learner's folder. */
  workspace: string;
  token: string;
}

/** Bytes of a body: all files of an exercise at their largest, or a long record. */
export const mostBytes = 8_000_000;

const writeSchema = z.strictObject({
  open: z.boolean().optional(),
  changes: z
    .array(
      z.strictObject({ path: z.string().min(1).max(200), was: z.string().nullable(), text: z.string().nullable() }),
    )
    .max(200),
});

/** Answers what pages ask of `workspace/`. Knows no server: whoever has one hands requests in. */
export function createSyncHandler(options: HandlerOptions): (ask: Ask) => Promise<Answer> {
  const exercises = createExercises(options);
  const progress = createRecord(options);
  return async (ask) => {
    const refusal = refuse(ask, options.token);
    if (refusal) return said(refusal.status, refusal.error);
    try {
      if (ask.path === 'progress') return await progress(ask);
      const [, slug = '', rest] = /^exercises\/([a-z0-9-]+)(\/changes)?$/.exec(ask.path) ?? [];
      if (!exercises.known(slug)) return said(404, 'There is no such exercise.');
      if (rest) return allow(ask, { GET: () => exercises.changes(slug) });
      return await allow(ask, { GET: () => ok(exercises.state(slug)), POST: () => write(ask, slug, exercises) });
    } catch (error) {
      return said(500, unusable(error));
    }
  };
}

type Exercises = ReturnType<typeof createExercises>;

async function write(ask: Ask, slug: string, exercises: Exercises): Promise<Answer> {
  const read = await readBody(ask, writeSchema);
  if ('status' in read) return read;
  const { open = false, changes } = read.value;
  return exercises.write(slug, open, changes);
}

function createExercises({ project, workspace: folder }: HandlerOptions) {
  const workspace = createWorkspace(project, folder);
  const place = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const inside = (slug: string) => path.join(folder, slug);
  const opened = (slug: string) => workspace.opened().includes(slug);
  const progress = () => stampOf(path.join(folder, progressFile));
  let number = 0;

  const state = (slug: string, exercise: Exercise = workspace.read(slug)): FolderState => {
    const there = opened(slug);
    const contents = there ? readContents(inside(slug), exercise) : { files: {}, left: [] };
    const name = path.relative(project, inside(slug)).split(path.sep).join('/');
    const near = name.startsWith('..') ? inside(slug) : name;
    return { number: (number += 1), folder: near, place, opened: there, ...contents, progress: progress() };
  };
  return {
    known: (slug: string) => workspace.slugs().includes(slug),
    state,
    changes: (slug: string): Answer => ({
      status: 200,
      stream(send) {
        // Nothing here may end the server: a folder can be locked for a moment, a README.md be in the making.
        const tell = () => send(guarded(() => state(slug)));
        const signature = () => String(guarded(() => `${opened(slug)} ${progress()} ${signatureOf(inside(slug))}`));
        tell();
        return watchFolder({ signature, onChange: tell });
      },
    }),
    write(slug: string, open: boolean, changes: Parameters<typeof writeChange>[2][]): Answer {
      const exercise = workspace.read(slug);
      // A link would lead all that is written to somewhere else.
      if (lstatSync(inside(slug), { throwIfNoEntry: false })?.isSymbolicLink())
        return said(403, `workspace/${slug} is a link to another place, so pages leave it alone.`);
      if (open && !opened(slug)) workspace.open(slug);
      if (!opened(slug)) return said(409, `workspace/${slug} is not there. Run \`npm run open ${slug}\`.`);
      const refused = changes.flatMap((change) => {
        const fault = writeChange(inside(slug), exercise, change);
        return fault ? [{ path: change.path, ...fault }] : [];
      });
      return ok({ state: state(slug, exercise), refused } satisfies FolderWritten);
    },
  };
}

/** The record of progress: what a page sends is joined with it, and nothing of either is lost. */
function createRecord({ workspace }: HandlerOptions) {
  const join = async (ask: Ask): Promise<Answer> => {
    const read = await readBody(ask, z.strictObject({ record: z.unknown() }));
    if ('status' in read) return read;
    const theirs = readProgress(read.value.record);
    if (typeof theirs === 'string') return said(422, 'This is no record of progress that this version can read.');
    // A store for each request: another process may have written meanwhile.
    const store = createLocalProgress(workspace);
    await store.merge(theirs.progress);
    const { progress: record, problem } = await store.load();
    return ok({ record, problem: problem?.kind } satisfies ProgressWritten);
  };
  const remove = () => {
    rmSync(path.join(workspace, progressFile), { force: true });
    return ok({});
  };
  return (ask: Ask) => allow(ask, { POST: () => join(ask), DELETE: remove });
}

const stampOf = (file: string): string => {
  const stat = existsSync(file) ? statSync(file, { throwIfNoEntry: false }) : undefined;
  return stat ? `${stat.mtimeMs} ${stat.size}` : '';
};

async function readBody<Value>(ask: Ask, schema: z.ZodType<Value>): Promise<Answer | { value: Value }> {
  const type = ask.headers['content-type'];
  if (typeof type !== 'string' || !/^application\/json\b/.test(type)) return said(415, 'Send it as application/json.');
  const text = await ask.body(mostBytes);
  if (text === undefined) return said(413, 'This is too much at once. Files of an exercise hold 1 MB together.');
  try {
    const checked = schema.safeParse(JSON.parse(text));
    if (checked.success) return { value: checked.data };
  } catch {}
  return said(400, 'The request is not what this version of the course sends. Reload the page.');
}

async function allow(ask: Ask, methods: Record<string, () => Answer | Promise<Answer>>): Promise<Answer> {
  const answer = Object.hasOwn(methods, ask.method) ? methods[ask.method] : undefined;
  if (answer) return answer();
  const names = Object.keys(methods).join(', ');
  return { ...said(405, `This takes ${names}.`), headers: { Allow: names } };
}

const unusable = (error: unknown) =>
  `workspace/ could not be used: ${error instanceof Error ? error.message : String(error)}`;

function guarded<Value>(work: () => Value): Value | { error: string } {
  try {
    return work();
  } catch (error) {
    return { error: unusable(error) };
  }
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const said = (status: number, error: string): Answer => ({ status, body: { error } });
