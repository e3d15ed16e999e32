import { useId, useState } from 'preact/hooks';
import { linesOf } from '../../../sandbox/answers/read.ts';
import type { Field, Question, Said } from '../../../sandbox/answers/types.ts';
import { writeField } from '../../../sandbox/answers/write.ts';
import { Words } from '../words.tsx';
import type { Writing } from './view.tsx';

/** Each question with what is shown to it, and a field for each thing to be said. */
export function Questions({ sheet, answer, write, readOnly }: Writing) {
  return (
    <>
      {sheet.questions.map((question) => (
        <OneQuestion
          key={question.id}
          question={question}
          said={answer.answers[question.id] ?? {}}
          readOnly={readOnly}
          onSay={(field, value, typed) =>
            write(`${question.id} ${field}${typed ? '…' : ''}`, (text) => writeField(text, question.id, field, value))
          }
        />
      ))}
    </>
  );
}

interface QuestionProps {
  question: Question;
  said: Record<string, Said>;
  readOnly: boolean;
  onSay(field: string, value: Said, typed: boolean): void;
}

function OneQuestion({ question: { id, text, shown, fields }, said, readOnly, onSay }: QuestionProps) {
  const head = useId();
  return (
    <section class="answer-question" aria-labelledby={head}>
      <h2 class="answer-head" id={head}>
        <Words text={text} /> <code class="card-id">{id}</code>
      </h2>
      {shown && (
        <pre class="answer-shown" role="group" tabIndex={0} aria-label={shown.file}>
          <code>{shown.text.trimEnd()}</code>
        </pre>
      )}
      {fields.map((field) =>
        field.kind === 'choice' ? (
          <ChoiceField key={field.id} field={field} said={said[field.id]} readOnly={readOnly} onSay={(value) => onSay(field.id, value, false)} /> // prettier-ignore
        ) : (
          <TextField key={field.id} field={field} said={said[field.id]} readOnly={readOnly} onSay={(value) => onSay(field.id, value, true)} /> // prettier-ignore
        ),
      )}
    </section>
  );
}

interface FieldProps {
  field: Field;
  said: Said | undefined;
  readOnly: boolean;
  onSay(value: Said): void;
}

function ChoiceField({ field: { label, options }, said, readOnly, onSay }: FieldProps) {
  const name = useId();
  return (
    <fieldset class="answer-field" disabled={readOnly}>
      <legend>
        <Words text={label} />
      </legend>
      {options.map(({ id, text }) => (
        <label key={id} class="answer-option">
          <input type="radio" name={name} checked={said === id} onChange={() => onSay(id)} />
          <span>
            <Words text={text} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What is typed stays as it is typed; the file gets what it means. */
export function TextField({ field: { label, kind }, said, readOnly, onSay }: FieldProps) {
  const means = (text: string): Said => (kind === 'lines' ? linesOf(text) : text.trim());
  const told = Array.isArray(said) ? said.join('\n') : (said ?? '');
  const [typed, setTyped] = useState(told);
  const value = String(means(typed)) === String(means(told)) ? typed : told;
  return (
    <label class="answer-field">
      <span class="answer-label">
        <Words text={label} />
        {kind === 'lines' && <span class="aside"> (one to a line)</span>}
      </span>
      <textarea
        class={kind}
        value={value}
        rows={Math.max(kind === 'lines' ? 4 : 2, value.split('\n').length)}
        readOnly={readOnly}
        spellcheck={kind === 'text'}
        autocapitalize="off"
        autocomplete="off"
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          onSay(means(currentTarget.value));
        }}
      />
    </label>
  );
}
