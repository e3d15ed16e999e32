import { createRequire } from 'node:module';
import * as tokenizer from 'gpt-tokenizer';
import { countTokens, decode, decodeGenerator, encode, encodeChat, isWithinTokenLimit } from 'gpt-tokenizer';

const texts = ['Hello, world', 'tokenization', '日本語 🎈 naïve', '', ' \n\t', 'const a = 1;', 'a'.repeat(40)];

export default [
  [
    'gpt-tokenizer: there and back',
    ({ log }) => {
      for (const text of texts) log(text, encode(text), decode(encode(text)) === text, countTokens(text));
      log([...decodeGenerator(encode('one two three'))]);
    },
  ],
  [
    'gpt-tokenizer: limits and chats',
    ({ log }) => {
      log(isWithinTokenLimit('one two three', 2), isWithinTokenLimit('one two three', 9));
      const chat = [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Why?' },
      ];
      log(encodeChat(chat, 'gpt-4o').length);
    },
  ],
  [
    'gpt-tokenizer: special words and another way in',
    ({ log, attempt }) => {
      attempt(() => encode('<|endoftext|>'));
      log(
        encode('<|endoftext|>', { allowedSpecial: new Set(['<|endoftext|>']) }),
        encode('<|endoftext|>', { disallowedSpecial: new Set() }).length,
      );
      const required = createRequire(import.meta.url)('gpt-tokenizer');
      log(
        required.encode('same'),
        Object.keys(required).sort().join() ===
          Object.keys(tokenizer)
            .filter((name) => name !== 'module.exports')
            .sort()
            .join(),
      );
    },
  ],
];
