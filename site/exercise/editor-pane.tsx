import { useEffect, useRef } from 'preact/hooks';
import { isAsked } from '../../sandbox/answers/files.ts';
import { AnswerPane, AnswerSwitch, hasView } from './answer/pane.tsx';
import type { Model } from './model.ts';
import { ShortcutsButton } from './run-options.tsx';
import { FileBar } from './files/file-bar.tsx';
import { FileTree } from './files/file-tree.tsx';
import { followTabs } from './files/follow-tabs.ts';
import { Icon } from './words.tsx';

/** The tree, tabs and the file in front. A textarea until the editor has loaded, and for good where it cannot. */
export function EditorPane({ model }: { model: Model }) {
  const { page, state, shown, tree, folderLine, actions } = model;
  const host = useRef<HTMLDivElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current) actions.mountEditor(host.current);
    return followTabs(model);
  }, []);
  const path = shown.value;
  const answering = hasView(model);
  const FolderLine = folderLine.value;
  const suite = page.exercise.tests[path] ?? model.aside.value[path];
  const contents = state.value.files[path] ?? (typeof suite === 'string' ? suite : '');
  const choose = (path: string) => {
    actions.show(path);
    // Where the tree lies over the code, the code is what was asked for.
    if (desk.current && desk.current.clientWidth < 480) tree.value = false;
  };
  return (
    <div class="editor-pane">
      <FileBar model={model} />
      {answering && <AnswerSwitch model={model} />}
      <div
        class="editor-desk"
        ref={desk}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !(event.target as HTMLElement).closest('.file-tree')) return;
          tree.value = false;
          document.querySelector<HTMLElement>('.tree-button')?.focus();
        }}
      >
        {tree.value && <FileTree model={model} onChoose={choose} />}
        <div
          class="editor"
          id="file"
          role="tabpanel"
          aria-label={path}
          data-answering={answering && model.asView.value ? '' : undefined}
        >
          <textarea
            class="plain-editor"
            aria-label={`Editor: ${path}`}
            value={contents}
            readOnly={suite !== undefined}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"

            onInput={(event) => actions.write(path, event.currentTarget.value)}
          />
          <div class="editor-host" ref={host} />
          {answering && model.asView.value && <AnswerPane model={model} />}
        </div>
      </div>
      {FolderLine && <FolderLine />}
      <EditorNote model={model} />
    </div>
  );
}

/** What can be done with the file, and how to leave it. */
function EditorNote({ model }: { model: Model }) {
  const { page, shown, shortcut, editor, announced } = model;
  const mac = shortcut.value.startsWith('⌘');
  const path = shown.value;
  const format = async () => {
    await editor.value?.format();
    announced.value = `Formatted ${path}`;
  };
  return (
    <div class="editor-note">
      {path in model.aside.value ? (
        <span>
          <Icon name="lock" /> A variant: to be read here, changed on the disk
        </span>
      ) : path in page.exercise.tests ? (
        <span>
          <Icon name="lock" /> {isAsked(path) ? 'What is asked' : 'The suite'}: to be read, not changed
        </span>
      ) : (
        <span class="tab-note">
          <kbd>{mac ? 'Ctrl+Shift+M' : 'Ctrl+M'}</kbd> lets Tab leave the editor
        </span>
      )}
      {editor.value?.canFormat(path) && (
        <button type="button" class="note-button" aria-keyshortcuts="Shift+Alt+F" onClick={format}>
          Format <kbd>{mac ? '⇧⌥F' : 'Shift+Alt+F'}</kbd>
        </button>
      )}
      <ShortcutsButton model={model} />
    </div>
  );
}
