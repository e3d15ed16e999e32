import { expect, test } from 'vitest';
import { describeImage, type Project } from '../../../../sandbox/config/dockerfile/image.ts';

const project: Project = {
  files: ['package.json', 'package-lock.json', 'src/server.ts', '.env', 'node_modules/express/package.json'],
  ignore: 'node_modules\n',
  packages: { production: ['express'], development: ['typescript'] },
  scripts: {
    build: { command: 'tsc', needs: ['node_modules/typescript/package.json', 'src/server.ts'], makes: ['dist/server.js'] },
  },
}; // prettier-ignore

const build = (...lines: string[]) => describeImage(lines.join('\n'), project);
const paths = (...lines: string[]) => [...build(...lines).files.keys()];
const fault = (...lines: string[]) => build(...lines).fault;

test('COPY puts files where Docker would', () => {
  const copied = (line: string) => paths('FROM node:24', 'WORKDIR /app', line);
  expect(copied('COPY package.json .')).toEqual(['/app/package.json']);
  expect(copied('COPY package.json other.json')).toEqual(['/app/other.json']);
  expect(copied('COPY package.json /etc/')).toEqual(['/etc/package.json']);
  expect(copied('COPY package*.json ./')).toEqual(['/app/package.json', '/app/package-lock.json']);
  expect(copied('COPY src src')).toEqual(['/app/src/server.ts']);
  expect(copied('COPY src ./')).toEqual(['/app/server.ts']);
  expect(copied('COPY ["src", "."]')).toEqual(['/app/server.ts']);
  expect(copied('COPY . /srv')).toEqual(['/srv/package.json', '/srv/package-lock.json', '/srv/src/server.ts', '/srv/.env']); // prettier-ignore
});

test('only what the last stage holds ships, and an earlier one gives what it made', () => {
  const image = build(
    'FROM node:24 AS build',
    'WORKDIR /app',
    'COPY package*.json ./',
    'RUN npm ci',
    'COPY . .',
    'RUN npm run build',
    'FROM node:24-slim',
    'COPY --from=build /app/dist /srv/dist',
    'CMD ["node", "/srv/dist/server.js"]',
  );
  expect([...image.files]).toEqual([['/srv/dist/server.js', { line: 8, by: 'script' }]]);
  expect(image.command).toEqual(['node', '/srv/dist/server.js']);
});

test('npm leaves development packages out when it is told to', () => {
  const installed = (...lines: string[]) =>
    paths('FROM node:24', 'WORKDIR /app', 'COPY package*.json ./', ...lines)
      .filter((path) => path.includes('node_modules'))
      .map((path) => path.split('/').at(-2));
  expect(installed('RUN npm ci')).toEqual(['express', 'typescript']);
  expect(installed('RUN npm ci --omit=dev')).toEqual(['express']);
  expect(installed('ENV NODE_ENV=production', 'RUN npm ci')).toEqual(['express']);
  expect(installed('ENV NODE_ENV=production', 'RUN npm ci --include=dev')).toEqual(['express', 'typescript']);
  expect(installed('RUN NODE_ENV=production npm ci')).toEqual(['express']);
  expect(installed('RUN npm ci && npm prune --omit=dev')).toEqual(['express']);
  expect(installed('RUN npm install -g pm2')).toEqual([]);
});

test('what is deleted stays in its layer; of another stage, nothing stays', () => {
  const image = build('FROM node:24', 'COPY .env /', 'RUN rm /.env');
  expect([...image.files.keys()]).toEqual([]);
  expect([...image.layers.keys()]).toEqual(['/.env']);
  expect([...build('FROM node:24 AS one', 'COPY .env /', 'FROM node:24').layers.keys()]).toEqual([]);
});

test('a mount shows its files to one RUN alone', () => {
  const mounts = ['package.json', 'package-lock.json'].map((name) => `--mount=type=bind,source=${name},target=${name}`);
  expect(paths('FROM node:24', 'WORKDIR /app', `RUN ${mounts.join(' ')} npm ci --omit=dev`)).toEqual([
    '/app/node_modules/express/package.json',
  ]);
});

test.each([
  ['There is no nothing.js to copy.', ['COPY nothing.js .']],
  ['node_modules is named in .dockerignore, so there is nothing to copy.', ['COPY node_modules ./node_modules']],
  ['npm ci finds no package.json in /.', ['RUN npm ci']],
  ['npm ci finds no package-lock.json in /.', ['COPY package.json .', 'RUN npm ci']],
  ['The script build finds no node_modules/typescript in /.', ['COPY . .', 'RUN npm run build']],
  ['npm has no command `build`; `npm run build` runs the script.', ['COPY . .', 'RUN npm ci', 'RUN npm build']],
  ['The stage one has no /dist to copy.', ['COPY . .', 'FROM node:24', 'COPY --from=one /dist .']],
])('the build ends: %s', (problem, lines) => {
  expect(fault('FROM node:24 AS one', ...lines)).toEqual({ line: lines.length + 1, problem });
});

test('a list is the command, a shell form is none, and a new ENTRYPOINT stands in front', () => {
  const command = (...lines: string[]) => build('FROM node:24', ...lines).command;
  expect(command('CMD ["node", "a.js"]')).toEqual(['node', 'a.js']);
  expect(command('CMD node a.js')).toBeUndefined();
  expect(command('ENTRYPOINT ["tini", "--"]', 'CMD ["node", "a.js"]')).toEqual(['tini', '--', 'node', 'a.js']);
});
