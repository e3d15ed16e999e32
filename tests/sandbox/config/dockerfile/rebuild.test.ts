import { expect, test } from 'vitest';
import { explainRebuild, type BuildChange } from '../../../../sandbox/config/dockerfile/rebuild.ts';

const text = `FROM node:24 AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24 AS unused
RUN echo

FROM node:24-slim
ARG VERSION
COPY --from=build /app/dist ./
RUN echo done
`;
const files = ['package.json', 'server.js', 'README.md'];

const outcomes = (change: BuildChange, ignore = '', dockerfile = text) =>
  explainRebuild(dockerfile, files, change, ignore).map(({ line, outcome }) => `${line} ${outcome}`);
const reason = (line: number, change: BuildChange, ignore = '') =>
  explainRebuild(text, files, change, ignore).find((layer) => layer.line === line)?.reason;

test('nothing has changed: every layer that is needed is kept', () => {
  expect(new Set(outcomes({}))).toEqual(new Set(['8 skipped', '9 skipped', ...[1, 2, 3, 4, 5, 6, 11, 12, 13, 14].map((line) => `${line} cached`)]));
}); // prettier-ignore

test('a source file builds again from the COPY that takes it, over the stages', () => {
  const found = outcomes({ files: ['server.js'] }).filter((one) => one.endsWith('rebuilt'));
  expect(found).toEqual(['5 rebuilt', '6 rebuilt', '13 rebuilt', '14 rebuilt']);
  expect(reason(5, { files: ['server.js'] })).toBe('It copies server.js, which is changed.');
  expect(reason(6, { files: ['server.js'] })).toBe('The layer of line 5 before it is new.');
  expect(reason(13, { files: ['server.js'] })).toBe('It copies from “build”, which is new from line 5 on.');
});

test('the lockfile installs again', () => {
  expect(outcomes({ files: ['package.json'] })).toContain('4 rebuilt');
});

test('what .dockerignore leaves out changes nothing, and the layer says so', () => {
  const ignore = '*.md\n';
  expect(outcomes({ files: ['README.md'] }, ignore).some((one) => one.endsWith('rebuilt'))).toBe(false);
  expect(reason(5, { files: ['README.md'] }, ignore)).toBe('README.md is named in .dockerignore: it is not copied.');
  expect(outcomes({ files: ['README.md'] }, '*.md\n!README.md')).toContain('5 rebuilt');
});

test('a changed instruction is new, and so is all after it', () => {
  const before = text.replace('npm ci', 'npm install');
  expect(outcomes({ before }).slice(2, 5)).toEqual(['3 cached', '4 rebuilt', '5 rebuilt']);
  expect(reason(4, { before })).toBe('Its text is another than in the last build.');
});

test('a layer is shown as it is written, and known by all of it: flags, also several of one name', () => {
  const mounted = (second: string) =>
    `FROM --platform=linux/amd64 node:24\nRUN --mount=type=cache,target=/a \\\n  --mount=type=cache,target=${second} \\\n  npm ci\nCOPY --link --chown=node . .\n`;
  expect(explainRebuild(mounted('/b'), files, {}).map((layer) => layer.text)).toEqual([
    'FROM --platform=linux/amd64 node:24',
    'RUN --mount=type=cache,target=/a --mount=type=cache,target=/b npm ci',
    'COPY --link --chown=node . .',
  ]);
  expect(outcomes({ before: mounted('/c') }, '', mounted('/b'))).toEqual(['1 cached', '2 rebuilt', '5 rebuilt']);
});

test('a build argument counts from the first RUN behind it on', () => {
  expect(outcomes({ args: ['VERSION'] }).slice(-3)).toEqual(['12 cached', '13 cached', '14 rebuilt']);
});

test('a last stage on top of an earlier one that has no name of its own', () => {
  const chained = 'FROM node:24 AS base\nRUN echo\nFROM base\nCOPY server.js .\n';
  expect(outcomes({ files: ['server.js'] }, '', chained)).toEqual(['1 cached', '2 cached', '3 cached', '4 rebuilt']);
});

test('a RUN that sees a file by a mount runs again when the file changes', () => {
  const mounted = 'FROM node:24\nRUN --mount=type=bind,source=package.json,target=package.json npm ci\n';
  expect(outcomes({ files: ['server.js'] }, '', mounted)).toEqual(['1 cached', '2 cached']);
  expect(outcomes({ files: ['package.json'] }, '', mounted)).toEqual(['1 cached', '2 rebuilt']);
});
