import { expect, test } from 'vitest';
import { lintCompose, parseCompose } from '#testing/compose';
import { explainRebuild, inWords, lintDockerfile, parseDockerfile } from '#testing/dockerfile';
import { lintKubernetes, parseKubernetes } from '#testing/kubernetes';
import { all, lintNginx, parseNginx } from '#testing/nginx';
import { lintSystemd, parseSystemd } from '#testing/systemd';
import { lintWorkflow, parseWorkflow } from '#testing/workflow';

const rules = (findings: { rule: string; line: number }[]) => findings.map(({ rule, line }) => `${rule}:${line}`);

test('a Dockerfile is read and judged, and a finding can be said in one line', () => {
  const text = 'FROM node:24 AS build\nCOPY package.json ./\n\nFROM node:24\nCOPY --from=biuld /a /a\nUSER node\nHEALTHCHECK NONE\nCMD ["node", "a.js"]\n';
  expect(parseDockerfile(text).stages.map(({ alias, base }) => [alias, base])).toEqual([['build', 'node:24'], ['', 'node:24']]);
  expect(parseDockerfile(text).all.at(-1)).toMatchObject({ name: 'CMD', list: ['node', 'a.js'] });
  const findings = lintDockerfile(text, { files: ['.dockerignore'] });
  expect(rules(findings)).toEqual(['missing-file:2', 'unknown-stage:5']);
  expect(inWords(findings[1]!)).toContain('Line 5: No stage before this one is called “biuld”.');
  expect(findings[1]!.advice).toBe('Perhaps build is meant.');
}); // prettier-ignore

test('a rebuild is explained from the first layer that is new', () => {
  const text = 'FROM node:24\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "a.js"]\n';
  const layers = explainRebuild(text, ['package.json', 'a.js'], { files: ['a.js'] });
  expect(layers.map(({ outcome }) => outcome)).toEqual(['cached', 'cached', 'cached', 'rebuilt', 'rebuilt']);
  expect(layers[3]!.reason).toBe('It copies a.js, which is changed.');
});

test('compose files mean the same in both of their forms', () => {
  const short = 'services:\n  web: { image: "a:1", depends_on: [db], ports: ["127.0.0.1:80:3000"] }\n  db: { image: "b:1" }\n';
  const long = 'services:\n  web:\n    image: a:1\n    depends_on: { db: { condition: service_started } }\n    ports: [{ target: 3000, published: "80", host_ip: 127.0.0.1 }]\n  db: { image: "b:1" }\n';
  const web = (text: string) => ({ ...parseCompose(text).services['web'], raw: {} });
  expect(web(short)).toEqual(web(long));
  expect(lintCompose(long)).toEqual([]);
  expect(rules(lintCompose(long.replace('target', 'taget')))).toEqual(['unknown-key:5']);
}); // prettier-ignore

test('manifests refer to each other over several files', () => {
  const app = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { app: a } }\nspec:\n  containers:\n    - { name: a, image: "a:1", imagePullPolic: Always, ports: [{ name: http, containerPort: 80 }] }\n';
  const service = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { selector: { app: a }, ports: [{ port: 80, targetPort: htp }] }\n';
  expect(parseKubernetes({ app, service }).map(({ kind }) => kind)).toEqual(['Pod', 'Service']);
  const findings = lintKubernetes({ 'app.yaml': app, 'service.yaml': service });
  expect(findings.map(({ file, rule, line }) => [file, rule, line])).toEqual([
    ['app.yaml', 'unknown-key', 6],
    ['service.yaml', 'unknown-port', 4],
  ]);
  expect(findings[0]!.advice).toBe('Perhaps imagePullPolicy is meant.');
}); // prettier-ignore

test('workflows are judged by the parser of GitHub', async () => {
  const text = 'on: [push]\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: [{ run: "echo ${{ github.ref }}" }]\n';
  expect(parseWorkflow(text)).toMatchObject({ events: ['push'], jobs: { test: { needs: [] } } });
  expect(await lintWorkflow(text)).toEqual([]);
  expect(rules(await lintWorkflow(text.replace('runs-on', 'needs: lint\n    runs-on')))).toEqual(['unknown-job:4']);
}); // prettier-ignore

test('nginx is read as a tree of directives', () => {
  const text = 'server {\n  listen 8080;\n  server_tokens off;\n  location / {\n    root /srv;\n  }\n}\n';
  expect(all(parseNginx(text)).map(({ name }) => name)).toEqual(['server', 'listen', 'server_tokens', 'location', 'root']);
  expect(lintNginx(text)).toEqual([]);
  expect(rules(lintNginx(text.replace('/srv;', '/srv')))).toEqual(['syntax:5']);
}); // prettier-ignore

test('systemd units are read section by section, and the last value counts', () => {
  const text = '[Service]\nType=simple\nType=exec\nUser=a\nRestart=always\nExecStart=/bin/a\n[Install]\nWantedBy=multi-user.target\n';
  expect(parseSystemd(text).get('Service', 'Type')).toBe('exec');
  expect(lintSystemd(text)).toEqual([]);
  expect(rules(lintSystemd(text.replace('WantedBy', 'WantetBy')))).toEqual(['starts-at-boot:7', 'unknown-key:8']);
}); // prettier-ignore
