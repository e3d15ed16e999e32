import type { HostFacts } from '../../hosts/facts.ts';

export const facts: HostFacts = {
  title: 'Model endpoint (OpenAI’s API)',
  group: 'service',
  realness: 'simulated',
  what: 'An HTTP server that speaks the API and says what the exercise tells it to say; the client library is the real one.',
  version: 'the API as openai 7.55 for Node uses it',
  parts: [
    { name: 'own code', licence: 'MIT' },
    { name: 'openai', licence: 'Apache-2.0' },
    { name: 'gpt-tokenizer (o200k_base)', licence: 'MIT' },
  ],
  download: 0,
  memory: 5,
  absent: [
    'a model: nothing is understood or generated',
    'learnt embeddings: vectors are computed from letters, words and a short list of words that mean the same',
    'exact token counts, unless a suite counts with gpt-tokenizer',
    'images, sound, files, batches, fine-tuning, assistants, conversations that the server keeps',
    'several choices (`n`), log probabilities, sampling by temperature or seed',
    'tools that the provider runs (web search, code interpreter)',
  ],
  locally:
    'Name a real endpoint: OPENAI_BASE_URL and OPENAI_API_KEY of a provider, or of Ollama or llama.cpp on your computer.',
};
