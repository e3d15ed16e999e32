import { useState } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import type { Model } from '../model.ts';
import { isMac, questionMarkIsOn, turnQuestionMark } from './keyboard.ts';
import { shortcutList } from './keys.ts';

/** The list of all shortcuts, while it is wanted. */
export function Shortcuts({ model }: { model: Model }) {
  if (!model.shortcutsOpen.value) return null;
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (model.shortcutsOpen.value = false)}>
      {shortcutList(isMac()).map(({ title, shortcuts }) => (
        <section key={title} class="shortcuts">
          <h3>{title}</h3>
          <dl>
            {shortcuts.map(({ keys, does }) => (
              <div key={does}>
                <dt>
                  {keys.map((key, index) => (
                    <span key={key}>
                      {index > 0 && ' + '}
                      <kbd>{key}</kbd>
                    </span>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <QuestionMark />
    </Dialog>
  );
}

function QuestionMark() {
  const [on, setOn] = useState(questionMarkIsOn());
  return (
    <label class="shortcuts-switch">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          turnQuestionMark(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
      The ? key opens this list
    </label>
  );
}
