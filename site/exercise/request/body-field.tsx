import { Icon, Words } from '../words.tsx';
import { headerOf } from './answer.ts';
import type { Client } from './client.ts';
import { findJsonFault } from './json-fault.ts';
import { prettyJson } from './pretty-json.ts';

/** The body, checked while it is typed where it is meant to be JSON. */
export function BodyField({ client }: { client: Client }) {
  const { body, headers, method } = client.draft.value;
  const type = headerOf(headers, 'content-type');
  const isJson = /json/i.test(type) || (!type && /^\s*[[{]/.test(body));
  const fault = isJson && body.trim() ? findJsonFault(body) : undefined;
  const pretty = isJson && !fault && body.trim() ? prettyJson(body) : undefined;
  return (
    <div class="body-field">
      <textarea
        aria-label="Body"
        aria-describedby="body-check"
        aria-invalid={fault ? 'true' : undefined}
        rows={Math.min(12, Math.max(4, body.split('\n').length))}
        value={body}
        spellcheck={false}
        autocapitalize="off"
        onInput={({ currentTarget }) => client.change({ body: currentTarget.value })}
      />
      <p id="body-check" class={`body-check ${fault ? 'bad' : ''}`} aria-live="polite">
        {fault && (
          <>
            <Icon name="error" />
            <span>
              Not JSON yet: line {fault.line}, column {fault.column}, <Words text={fault.message} />.
            </span>
          </>
        )}
        {pretty !== undefined && (
          <>
            <Icon name="passed" /> Valid JSON
          </>
        )}
      </p>
      <div class="body-actions">
        {pretty !== undefined && pretty !== body && (
          <button type="button" class="link" onClick={() => client.change({ body: pretty })}>
            Format
          </button>
        )}
        {body && !type && <TypeOffer client={client} json={isJson} />}
        {body && /^(?:GET|HEAD)$/.test(method) && <span class="aside">Few servers read a body of {method}.</span>}
      </div>
    </div>
  );
}

/** Without a type most servers leave a body unread, which is a riddle for whoever forgot it. */
function TypeOffer({ client, json }: { client: Client; json: boolean }) {
  const form = /^[\w.%+-]+=[^\s{[]*$/.test(client.draft.value.body);
  const type = json ? 'application/json' : form ? 'application/x-www-form-urlencoded' : 'text/plain';
  const add = () => client.change({ headers: [...client.draft.value.headers, ['Content-Type', type]] });
  return (
    <button type="button" class="link" onClick={add}>
      Add Content-Type: {type}
    </button>
  );
}
