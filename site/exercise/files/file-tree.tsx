import { batch } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import { allPaths } from './follow-tabs.ts';
import { NameForm } from './name-form.tsx';
import { treeRows, type TreeRow } from './open-tabs.ts';

type Task = { kind: 'create' } | { kind: 'rename' | 'remove'; path: string };

/** All files of the exercise. Those that the learner made can be renamed and deleted. */
export function FileTree({ model, onChoose }: { model: Model; onChoose(path: string): void }) {
  const [task, setTask] = useState<Task>();
  const adding = useRef<HTMLButtonElement>(null);
  const files = createFileActions(model);
  const done = () => {
    setTask(undefined);
    adding.current?.focus();
  };
  return (
    <nav class="file-tree" id="file-tree" aria-label="Files">
      <ul>
        {treeRows(allPaths(model)).map((row) => (
          <Row
            key={`${row.kind} ${row.path}`}
            row={row}
            model={model}
            task={task}
            setTask={setTask}
            onChoose={onChoose}
          />
        ))}
      </ul>
      {task?.kind === 'create' ? (
        <NameForm
          label="Name of the new file"
          verb="Create"
          onSubmit={(name) => {
            files.create(name);
            setTask(undefined);
            onChoose(name);
          }}
          onCancel={done}
        />
      ) : (
        <button
          ref={adding}
          type="button"
          class="tree-add"
          disabled={!model.services.value}
          onClick={() => setTask({ kind: 'create' })}
        >
          <Icon name="add" />
          New file
        </button>
      )}
      {task && task.kind !== 'create' && <Change key={task.path} task={task} files={files} done={done} />}
    </nav>
  );
}

interface RowProps {
  row: TreeRow;
  model: Model;
  task: Task | undefined;
  setTask(task: Task): void;
  onChoose(path: string): void;
}

function Row({ row: { kind, path, name, depth }, model, task, setTask, onChoose }: RowProps) {
  const { page, state, shown, services } = model;
  const indent = { paddingInlineStart: `calc(var(--space-3) + ${depth} * var(--space-4))` };
  if (kind === 'folder')
    return (
      <li class="tree-folder" style={indent}>
        {name}/
      </li>
    );
  const folder = path.slice(0, -name.length);
  const busy = task && task.kind !== 'create' && task.path === path;
  return (
    <li class="tree-row" data-busy={busy}>
      <button
        type="button"
        class="tree-file"
        style={indent}
        aria-current={shown.value === path ? 'true' : undefined}
        onClick={() => onChoose(path)}
      >
        {path in page.exercise.tests && <Icon name="lock" />}
        {folder && <span class="visually-hidden">{folder}</span>}
        <span class="tree-name">{name}</span>
        {path in page.exercise.tests && <span class="visually-hidden">, to be read, not changed</span>}
      </button>
      {path in state.value.files && services.value?.session.owns(path) && (
        <>
          <button type="button" class="tree-action" title="Rename" onClick={() => setTask({ kind: 'rename', path })}>
            <Icon name="rename" />
            <span class="visually-hidden">Rename {path}</span>
          </button>
          <button type="button" class="tree-action" title="Delete" onClick={() => setTask({ kind: 'remove', path })}>
            <Icon name="remove" />
            <span class="visually-hidden">Delete {path}</span>
          </button>
        </>
      )}
    </li>
  );
}

interface ChangeProps {
  task: Exclude<Task, { kind: 'create' }>;
  files: ReturnType<typeof createFileActions>;
  done(): void;
}

/** Asks for another name, or whether a file should go. */
function Change({ task: { kind, path }, files, done }: ChangeProps) {
  if (kind === 'rename')
    return (
      <NameForm
        label={`New name of ${path}`}
        verb="Rename"
        initial={path}
        onSubmit={(name) => {
          files.rename(path, name);
          done();
        }}
        onCancel={done}
      />
    );
  return (
    <div class="name-form" role="group" aria-label={`Delete ${path}`}>
      <p>Delete {path} and what is in it?</p>
      <div class="name-actions">
        <button
          type="button"
          class="quiet"
          ref={(button) => button?.focus()}
          onClick={() => {
            files.remove(path);
            done();
          }}
        >
          Delete
        </button>
        <button type="button" class="quiet" onClick={done}>
          Keep
        </button>
      </div>
    </div>
  );
}

/** The session's own, and what follows for the tabs. They throw where the session refuses. */
function createFileActions(model: Model) {
  const { services, tabs, shown, announced, actions } = model;
  const session = () => services.value!.session;
  return {
    create(path: string) {
      session().create(path);
      announced.value = `Made ${path}`;
      actions.openFrame({ file: path, line: 1, column: 1 });
    },
    rename(from: string, to: string) {
      if (from === to) return;
      batch(() => {
        session().rename(from, to);
        tabs.value = tabs.value.map((path) => (path === from ? to : path));
        if (shown.value === from) shown.value = to;
      });
      announced.value = `${from} is ${to} now`;
    },
    remove(path: string) {
      session().remove(path);
      announced.value = `Deleted ${path}`;
    },
  };
}
