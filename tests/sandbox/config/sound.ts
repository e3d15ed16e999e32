import type { ConfigKind } from '../../../sandbox/config/index.ts';

/** What passes every rule. */
export const sound: Record<ConfigKind, string> = {
  dockerfile: `FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build \\
    && rm -rf src

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/dist ./
USER node
HEALTHCHECK CMD ["node", "check.js"]
CMD ["node", "server.js"]
`,
  compose: `services:
  app:
    build: .
    environment:
      DATABASE_URL: postgres://app:\${DB_PASSWORD}@db:5432/app
    depends_on:
      db:
        condition: service_healthy
  db:
    image: postgres:18
    environment:
      - POSTGRES_PASSWORD=\${DB_PASSWORD:?}
    volumes:
      - db-data:/var/lib/postgresql
    healthcheck:
      test: [CMD, pg_isready]
volumes:
  db-data:
`,
  workflow: `on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5
      - run: npm ci
      - run: npm test
  deploy:
    needs: test
    if: github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy.sh
`,
  nginx: `server_tokens off;
server {
  listen 80;
  return 301 https://$host$request_uri;
}
server {
  listen 443 ssl;
  ssl_certificate /etc/shop.pem;
  ssl_certificate_key /etc/shop.key;
  client_max_body_size 10m;
  proxy_set_header Host $host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  location / {
    proxy_pass http://127.0.0.1:3000; # the app
  }
}
`,
  systemd: `[Unit]
Description=Shop

[Service]
User=shop
ExecStart=/usr/bin/node \\
  /srv/shop/server.js
Environment=NODE_ENV=production HOST=127.0.0.1
EnvironmentFile=/etc/shop.env
Restart=on-failure

[Install]
WantedBy=multi-user.target
`,
  kubernetes: `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: shop
          image: registry.example/shop:1.4.2
          readinessProbe: { httpGet: { path: /ready, port: 3000 } }
          livenessProbe: { httpGet: { path: /live, port: 3000 } }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
          env:
            - name: DB_PASSWORD
              valueFrom: { secretKeyRef: { name: db, key: password } }
---
kind: Service
apiVersion: v1
metadata: { name: shop }
spec:
  selector: { app: shop }
`,
  openapi: `openapi: 3.1.0
info: { title: Books, version: 1.0.0 }
paths:
  /books/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
    get:
      operationId: getBook
      responses:
        200:
          description: The book
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Book' }
        404: { description: There is no such book }
components:
  schemas:
    Book:
      type: object
      required: [id, title]
      properties:
        id: { type: integer }
        title: { type: string }
`,
  env: `# The shop
PORT=3000
GREETING="Hello there # friend"
DATABASE_URL=postgres://localhost/shop
`,
};
