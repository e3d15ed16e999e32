import { expect, test } from 'vitest';
import { openEngineRealm } from './engine-realm.ts';

test('a package finds what the program brings along: a view engine by its name', async () => {
  const realm = await openEngineRealm();
  const report = await realm.start(
    {
      'node_modules/tiny/index.js':
        "const fs = require('node:fs'); exports.__express = (file, { name }, done) => done(null, fs.readFileSync(file, 'utf8').replace('NAME', name));",
      'views/hello.tiny': 'Hello NAME!',
      'main.js': `import express from 'express';
        const app = express().set('view engine', 'tiny').set('views', 'views');
        await new Promise((done) => app.render('hello', { name: 'Ada' }, (error, text) => done(console.log(error ?? text))));
        try { express().set('view engine', 'nope').render('hello', {}, (error) => console.log(error.code)); } catch (error) { console.log(error.code, error.message.split('\\n')[0]); }`,
    },
    'main.js',
  );
  expect(report).toBeUndefined();
  expect(realm.output.join('').trim().split('\n')).toEqual([
    'Hello Ada!',
    "MODULE_NOT_FOUND Cannot find module 'nope'",
  ]);
  realm.close();
});
