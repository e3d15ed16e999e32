import type { ConfigKind } from '../../../sandbox/config/index.ts';
import { more } from './more-configs.ts';
import { change, type Broken } from './change.ts';

/** Sound ones with one fault each, and what has to be found. */
const first: Record<ConfigKind, Broken[]> = {
  dockerfile: [
    change('dockerfile', 'node:24-slim AS', 'node AS', 'pinned-base:1'),
    change('dockerfile', 'node:24-slim AS', 'node:latest AS', 'pinned-base:1'),
    change('dockerfile', 'COPY package.json package-lock.json ./', 'COPY . .', 'lockfile-first:3'),
    change('dockerfile', 'npm ci', 'npm install', 'npm-ci:4'),
    change('dockerfile', 'npm ci', 'npm install --omit=dev && npm test', 'npm-ci:4'),
    change('dockerfile', /\nFROM[\s\S]*?COPY --from.*\n/, '', 'stages:6'),
    change('dockerfile', 'USER node\n', '', 'user:9'),
    change('dockerfile', 'USER node', 'USER root', 'user:13'),
    change('dockerfile', 'CMD ["node", "server.js"]', 'CMD node server.js', 'exec-cmd:15'),
    change('dockerfile', 'ENV NODE_ENV=production', 'ENV API_KEY=abc', 'no-secrets:11'),
    change('dockerfile', 'COPY --from=build /app/dist ./', 'COPY .env ./', 'no-secrets:12'),
    change('dockerfile', 'USER node', 'USRE node', 'syntax:13', 'user:9'),
  ],
  compose: [
    change('compose', 'postgres:18', 'postgres', 'pinned-image:10'),
    change('compose', '@db:5432', '@localhost:5432', 'service-names:5'),
    change('compose', /    volumes:\n.*\n/, '', 'volume:9'),
    change('compose', /    healthcheck:\n.*\n/, '', 'healthcheck:9', 'never-healthy:7'),
    change('compose', /      db:\n.*service_healthy/, '      - db', 'ready:7'),
    change('compose', 'service_healthy', 'service_started', 'ready:7'),
    change('compose', '    volumes:\n', "    ports: ['5432:5432']\n    volumes:\n", 'inside-only:13'),
    change('compose', '${DB_PASSWORD:?}', 'hunter2', 'no-secrets:12'),
    change('compose', 'services:', 'servces:', 'syntax:1', 'unknown-key:1'),
    { text: 'services:\n  db: [\n', finds: ['syntax:3'] },
  ],
  workflow: [
    change('workflow', 'npm ci', 'npm install', 'npm-ci:12'),
    change('workflow', '    needs: test\n', '', 'deploy-needs:14'),
    change('workflow', /    if: .*\n/, '', 'deploy-main:14'),
    change('workflow', /permissions:\n.*\n/, '', 'least-permissions:6'),
    change('workflow', /permissions:\n.*\n/, 'permissions: write-all\n', 'least-permissions:5'),
    change('workflow', /@08c.*/, '@v5', 'pinned-actions:11'),
    change(
      'workflow',
      /  pull_request:([\s\S]*)( # v5)/,
      '  pull_request_target:$1$2\n        with: { ref: "${{ github.event.pull_request.head.sha }}" }',
      'no-fork-secrets:11',
    ),
    change('workflow', './deploy.sh', 'echo "${{ github.event.pull_request.title }}"', 'no-injection:19'),
    change('workflow', /^on:\n(?: .*\n)+/, '', 'syntax:1'),
  ],
  nginx: [
    change('nginx', 'return 301 https://$host$request_uri;', 'root /srv;', 'tls-redirect:2'),
    change('nginx', '  proxy_set_header X-Forwarded-Proto $scheme;\n', '', 'forwarded-proto:14'),
    change('nginx', /  proxy_set_header X-Forwarded-For.*\n/, '', 'forwarded-for:14'),
    change('nginx', '  proxy_set_header Host $host;\n', '', 'host-header:14'),
    // An inner header takes the place of all outer ones.
    change(
      'nginx',
      '    proxy_pass',
      '    proxy_set_header Host $host;\n    proxy_pass',
      'forwarded-for:16',
      'forwarded-proto:16',
    ),
    change('nginx', '  client_max_body_size 10m;\n', '', 'body-size:14'),
    change('nginx', 'server_tokens off;\n', '', 'server-tokens:1'),
    change('nginx', 'listen 80;', 'listen 80', 'syntax:3', 'tls-redirect:2'),
    change('nginx', /\}\n$/, '', 'syntax:6'),
  ],
  systemd: [
    change('systemd', 'User=shop\n', '', 'own-user:4'),
    change('systemd', 'User=shop', 'User=root', 'own-user:5'),
    change('systemd', 'Restart=on-failure', 'Restart=no', 'restart:10'),
    change('systemd', '/usr/bin/node', 'node', 'absolute-path:6'),
    change('systemd', /\n\[Install\][\s\S]*/, '', 'starts-at-boot:4'),
    change('systemd', 'HOST=127.0.0.1', 'HOST=0.0.0.0', 'inside-only:8'),
    change('systemd', 'NODE_ENV=production', 'DB_PASSWORD=hunter2', 'no-secrets:8'),
    change('systemd', 'User=shop', 'User shop', 'syntax:5', 'own-user:4'),
  ],
  kubernetes: [
    change('kubernetes', 'matchLabels: { app: shop }', 'matchLabels: { app: store }', 'labels-match:6'),
    change('kubernetes', /  selector: \{ app: shop \}\n$/, '  selector: { app: store }\n', 'labels-match:26'),
    change('kubernetes', 'replicas: 2', 'replicas: 1', 'replicas:5'),
    change('kubernetes', 'shop:1.4.2', 'shop:latest', 'fixed-tag:12'),
    change('kubernetes', /          readinessProbe.*\n/, '', 'readiness:11'),
    change('kubernetes', /          livenessProbe.*\n/, '', 'liveness:11'),
    change('kubernetes', /            requests.*\n/, '', 'requests:11'),
    change('kubernetes', /            limits.*\n/, '', 'limits:11'),
    change('kubernetes', /valueFrom.*/, 'value: hunter2', 'secret-refs:19'),
    change(
      'kubernetes',
      '---\n',
      '---\nkind: ConfigMap\napiVersion: v1\nmetadata: { name: c }\ndata:\n  API_TOKEN: abc\n---\n',
      'secret-refs:26',
    ),
    change('kubernetes', 'kind: Service\n', '', 'syntax:22'),
  ],
  openapi: [],
  env: [
    change('env', 'DATABASE_URL', 'PORT', 'no-twins:4'),
    change('env', 'PORT=3000', 'PORT= 3000', 'no-blanks:2'),
    change('env', '"Hello there # friend"', 'Hello there', 'no-blanks:3'),
    change('env', '"Hello there # friend"', 'a#b', 'no-hash:3'),
    change('env', 'PORT=3000', 'DEBUG=false', 'text-not-boolean:2'),
    change('env', 'PORT=3000', 'PORT: 3000', 'syntax:2'),
  ],
};

export const broken = Object.fromEntries(
  Object.entries(first).map(([kind, texts]) => [kind, [...texts, ...more[kind as ConfigKind]]]),
) as Record<ConfigKind, Broken[]>;
