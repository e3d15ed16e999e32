const readline = require('readline');
const { PassThrough, Writable } = require('stream');

const given = (...chunks) => {
  const input = new PassThrough();
  for (const chunk of chunks) input.write(chunk);
  return input;
};
const sink = () => {
  const text = [];
  const output = new Writable({ write: (chunk, _, done) => (text.push(String(chunk)), done()) });
  return { output, text };
};

program('readline: lines however they come', async ({ log }) => {
  const input = given('one\ntw', 'o\r', '\nthree\r\nü\u2028fo');
  const lines = [];
  const reader = readline.createInterface({ input, crlfDelay: Infinity });
  reader.on('line', (line) => lines.push(line));
  input.end('ur');
  await new Promise((resolve) => reader.on('close', resolve));
  log(lines, reader.closed, reader.terminal);
});
program('readline: iteration, twice over the same lines', async ({ log }) => {
  const reader = readline.createInterface({ input: given('a\nb\nc\n').end() });
  for await (const line of reader) {
    log('outer', line);
    for await (const inner of reader) log('inner', inner);
  }
});
program('readline: questions', async ({ log, attempt }) => {
  const { output, text } = sink();
  const input = new PassThrough();
  const reader = readline.createInterface({ input, output, prompt: '$ ' });
  reader.question('Name? ', (name) => log('hello', name));
  input.write('Ada\n');
  await new Promise((resolve) => setTimeout(resolve, 20));
  reader.on('line', (line) => log('line', line));
  reader.prompt();
  input.write('free\n');
  await new Promise((resolve) => setTimeout(resolve, 20));
  reader.close();
  attempt(() => reader.prompt());
  attempt(() => reader.question('?', () => {}));
  log(text.join('|'), reader.getPrompt());
});
program('readline/promises: questions and their end', async ({ log }) => {
  const promises = require('readline/promises');
  const { output, text } = sink();
  const input = new PassThrough();
  const reader = promises.createInterface({ input, output });
  const asked = reader.question('Age? ');
  input.write('7\n');
  log(await asked, text);
  const stop = new AbortController();
  const never = reader.question('Never? ', { signal: stop.signal });
  stop.abort();
  await never.catch((error) => log(error.name, error.code));
  reader.close();
});
program('readline: what moves a cursor', ({ log, attempt }) => {
  const { output, text } = sink();
  readline.cursorTo(output, 3);
  readline.cursorTo(output, 1, 2);
  readline.moveCursor(output, -2, 1);
  readline.clearLine(output, 0);
  readline.clearLine(output, -1);
  readline.clearScreenDown(output);
  log(text);
  attempt(() => readline.cursorTo(output, NaN));
  attempt(() => readline.cursorTo(output, 'x', 1));
  attempt(() => readline.createInterface({ input: new PassThrough(), completer: 5 }));
  attempt(() => readline.createInterface({ input: new PassThrough(), historySize: -1 }));
});
program('readline: keys', ({ log }) => {
  const input = new PassThrough();
  readline.emitKeypressEvents(input);
  input.on('keypress', (text, key) => log(text, key));
  for (const keys of ['aB', '\x03', '\x1b[A', '\x1b[1;5C', '\x1bx', '\r\n\t', '\x7f ', 'é'])
    input.emit('data', Buffer.from(keys));
});
