import type { HostFacts } from './facts.ts';

type Local = Pick<HostFacts, 'title' | 'group' | 'what' | 'version' | 'locally'>;

/** What the course speaks about and what does not run in the page: said plainly, with what to do instead. */
const local: Local[] = [
  {
    title: 'PHP and Laravel',
    group: 'language',
    what: 'PHP runs in WebAssembly, but that build is under the GPL, which this site’s own files are not; Laravel needs Composer as well.',
    version: 'PHP 8.2 or newer',
    locally:
      'Install php-cli, start your server with php -S, and grade it with BASE_URL=http://127.0.0.1:8000 npm test <slug>.',
  },
  {
    title: 'Ruby and Rails',
    group: 'language',
    what: 'Ruby runs in WebAssembly without threads and sockets, at twice the download of Python; the course reads it, and grades it over HTTP.',
    version: 'Ruby 3.1 or newer',
    locally: 'Install ruby, start your server, and grade it with BASE_URL=… npm test <slug>.',
  },
  {
    title: 'Java and Spring Boot',
    group: 'language',
    what: 'No free Java for browsers is complete enough to teach with, and Spring Boot fetches its parts from Maven Central.',
    version: 'Java 17 or newer',
    locally: 'Install a JDK, start your server, and grade it with BASE_URL=… npm test <slug>.',
  },
  {
    title: 'C# and .NET',
    group: 'language',
    what: '.NET for browsers needs its SDK to build each program, and no package carries that.',
    version: '.NET 8 or newer',
    locally: 'Install the .NET SDK, start your server, and grade it with BASE_URL=… npm test <slug>.',
  },
  {
    title: 'Go',
    group: 'language',
    what: 'Go’s own compiler can be built for browsers (20 MB); it is not part of this site yet.',
    version: 'Go 1.19 or newer',
    locally: 'Install Go, start your server with go run ., and grade it with BASE_URL=… npm test <slug>.',
  },
  {
    title: 'Flask, FastAPI and Django',
    group: 'language',
    what: 'Python in the page has its standard library and no packages.',
    version: 'what pip installs',
    locally: 'Install them in a virtual environment, start the server, and grade it with BASE_URL=… npm test <slug>.',
  },
  {
    title: 'MySQL and MariaDB',
    group: 'database',
    what: 'No build for browsers exists; what lessons say of it is held against its manual.',
    version: 'MySQL 8 or MariaDB 10.11',
    locally: 'Install mariadb-server, or start it with Docker.',
  },
  {
    title: 'Cassandra',
    group: 'database',
    what: 'A cluster of computers is what it is about; the course explains its model of data and runs nothing.',
    version: 'Cassandra 5',
    locally: 'Start a node with Docker: docker run cassandra.',
  },
  {
    title: 'AWS, Azure, Google Cloud and Heroku',
    group: 'service',
    what: 'They need an account and cost money; the course stays with what is common to them.',
    version: 'none',
    locally: 'Each has a free tier; follow its own first steps.',
  },
];

export const localFacts: HostFacts[] = local.map((one) => ({
  ...one,
  realness: 'local',
  parts: [],
  download: 0,
  memory: 0,
  absent: [],
}));
