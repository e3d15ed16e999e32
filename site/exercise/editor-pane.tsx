import { useEffect, useRef } from 'preact/hooks';
import type { Model } from './model.ts';
import { Icon } from './words.tsx';

/** Tabs and the file in front. A textarea until the editor has loaded, and for good where it cannot. */
export function EditorPane({ model }: { model: Model }) {
  const { page, state, shown, shortcut, actions } = model;
  const tabKey = shortcut.value.startsWith('⌘') ? 'Ctrl+Shift+M' : 'Ctrl+M';
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current) actions.mountEditor(host.current);
  }, []);
  const path = shown.value;
  const suite = page.exercise.tests[path];
  const contents = state.value.files[path] ?? (typeof suite === 'string' ? suite : '');
  return (
    <div class="editor-pane">
      <FileTabs model={model} />
      <div class="editor" id="file" role="tabpanel" aria-label={path}>
        <textarea
          class="plain-editor"
          aria-label={`Editor: ${path}`}
          value={contents}
          readOnly={suite !== undefined}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          wrap="off"
          onInput={(event) => actions.write(path, event.currentTarget.value)}
        />
        <div class="monaco-host" ref={host} />
      </div>
      <p class="editor-note">
        {suite === undefined ? (
          <span class="tab-note">
            <kbd>{tabKey}</kbd> lets Tab leave the editor
          </span>
        ) : (
          <span>
            <Icon name="lock" /> The suite: to be read, not changed
          </span>
        )}
      </p>
    </div>
  );
}

/** The files to work on, then the suite. */
function FileTabs({ model: { page, shown, actions } }: { model: Model }) {
  const { focus, tests } = page.exercise;
  const paths = [...focus, ...Object.keys(tests)];
  const move = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    const path = paths[(paths.indexOf(shown.value) + by + paths.length) % paths.length]!;
    actions.show(path);
    const tab = (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
    tab?.focus();
  };
  return (
    <div
      class="file-tabs"
      role="tablist"
      aria-label="Files"
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(event, 1);
        if (event.key === 'ArrowLeft') move(event, -1);
      }}
    >
      {paths.map((path) => (
        <button
          key={path}
          type="button"
          role="tab"
          class="file-tab"
          data-path={path}
          aria-selected={shown.value === path}
          aria-controls="file"
          tabIndex={shown.value === path ? 0 : -1}
          onClick={() => actions.show(path)}
        >
          {path in tests && <Icon name="lock" />}
          {path}
        </button>
      ))}
    </div>
  );
}
