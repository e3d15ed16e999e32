/** Where our server says something else than Redis 7.0, step by step, each with its reason. */
export const differences: Record<string, { step: string; why: string }[]> = {
  scripts: [
    {
      step: 'EVAL "this is not lua" 0',
      why: 'The parser is that of Lua 5.3, which words some syntax errors in another way than 5.1.',
    },
  ],
};
