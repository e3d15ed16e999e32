import { onTestFinished } from 'vitest';
import { startModel, type ModelOptions, type ModelServer } from '../../services/model/server.ts';

export { createManualClock as manualClock, type ManualClock } from '../../services/clock.ts';
export { embed, similarity } from '../../services/model/embed.ts';
export { gullible, hostile } from '../../services/model/types.ts';
export type {
  Fault,
  LoggedRequest,
  ModelRequest,
  Reply,
  ReplyParts,
  Rule,
  ToolCall,
} from '../../services/model/types.ts';
export type { ModelOptions, ModelServer };

/**
 * A model behind OpenAI's API (chat completions, responses, embeddings, models) until the test ends:
 *
 *     const model = await modelServer({
 *       replies: [{ when: 'refund', reply: 'Within five days.' }, 'Hello.'],
 *       faults: ['rate-limited', null, { type: 'truncated', after: 2 }],
 *     });
 *     // … requests of the app …
 *     expect(model.requests.at(-1)).toMatchObject({ stream: true, end: 'whole' });
 *
 * `OPENAI_BASE_URL` and `OPENAI_API_KEY` name it until then, so that `new OpenAI()` finds it: make the client in the app's
 * factory, after this call. Its embeddings are computed from letters and a short list of words; its tokens are estimated
 * where no `countTokens` is given.
 */
export async function modelServer(options: ModelOptions = {}): Promise<ModelServer> {
  const model = await startModel(options);
  const before = setVariables({ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: options.apiKey ?? 'sk-teaching' });
  onTestFinished(async () => {
    setVariables(before);
    await model.close();
  });
  return model;
}

/** Gives what the variables were. */
function setVariables(values: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const before = process.env[name];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
      return [name, before];
    }),
  );
}
