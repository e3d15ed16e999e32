import { id, type ComponentDoc } from './types.ts';

/** Components that run something. What they need is loaded when they are first used. */
export const running: ComponentDoc[] = [
  {
    name: 'Playground',
    purpose: 'A program that can be changed and run, with requests that are sent to its server.',
    properties: [
      id,
      { name: 'files', type: '{ [path]: text }', required: true, what: 'All files of the program.' },
      { name: 'entry', type: 'string', required: true, what: 'The file that is started.' },
      { name: 'show', type: 'string[]', required: true, what: 'The files that are shown and can be changed.' },
      {
        name: 'requests',
        type: '{ method?, path, headers?, body? }[]',
        default: '[]',
        what: 'Sent one after the other once the program runs. A body that is no text is sent as JSON.',
      },
    ],
    rules: [
      'Write the files as an export const above the tag: MDX takes indentation away inside of it.',
      'A shown file has at most 15 lines in an explanation, and labelled steps in a worked example.',
    ],
  },
  {
    name: 'TryRequest',
    purpose:
      'A request that the reader changes and sends to the server of a Playground of the same lesson. The server is started when needed, and the answer stands there as it came; redirects are not followed.',
    properties: [
      id,
      { name: 'of', type: 'string', required: true, what: 'The id of the Playground.' },
      { name: 'method', type: 'string', default: 'GET', what: 'GET, POST, PUT, PATCH, DELETE, HEAD or OPTIONS.' },
      { name: 'url', type: 'string', required: true, what: 'Begins with a slash: the server is the block’s.' },
      { name: 'headers', type: '{ [name]: value }', default: '{}', what: 'Sent in this case and order.' },
      { name: 'body', type: 'text or JSON', default: 'none', what: 'A value that is no text is written as JSON.' },
    ],
    rules: ['Ask for something before it: “Which status do you expect for an empty body?”'],
  },
  {
    name: 'SqlRunner',
    purpose: 'A seeded database and SQL that can be changed: rows, the plan behind them, and errors with their place.',
    properties: [
      id,
      { name: 'seed', type: 'string', required: true, what: 'SQL that makes the tables and fills them.' },
      { name: 'sql', type: 'string', required: true, what: 'The statement to begin with.' },
      { name: 'plan', type: 'boolean', default: 'true', what: 'Whether the plan of the first statement is shown.' },
      {
        name: 'engine',
        type: "'sqlite' | 'postgres'",
        default: 'sqlite',
        what: 'PostgreSQL is fetched (10 MB) when the reader first runs the block; each block has a schema of its own in it.',
      },
    ],
    rules: ['A seed makes the case small enough to check by eye: five to ten rows.'],
  },
  {
    name: 'Shell',
    purpose: 'A bash with a folder of files, for a few commands. Suggested ones run by a button.',
    properties: [
      id,
      { name: 'files', type: '{ [path]: text }', default: '{}', what: 'What the folder holds at the start.' },
      { name: 'commands', type: 'string[]', default: '[]', what: 'Suggested lines, in order.' },
      { name: 'title', type: 'string', default: 'Shell', what: 'Names the block.' },
    ],
    rules: ['Programs of the network and `node` belong to the Terminal of an exercise; here they say so.'],
  },
  {
    name: 'ConfigLint',
    purpose: 'A configuration that is checked while it is changed. Each finding says where, what, why, and what to do.',
    properties: [
      id,
      {
        name: 'kind',
        type: "'dockerfile' | 'compose' | 'workflow' | 'nginx' | 'systemd' | 'kubernetes' | 'openapi' | 'env'",
        required: true,
        what: 'What the text is.',
      },
      { name: 'text', type: 'string', required: true, what: 'The configuration to begin with.' },
      {
        name: 'rules',
        type: 'string[]',
        default: 'all of the kind',
        what: 'The rules to hold it to, by their ids. What the file’s own tool would refuse is always told.',
      },
      { name: 'name', type: 'string', default: 'the usual file name', what: 'The file’s name above the text.' },
    ],
    rules: ['Begin with a text that breaks two to five rules, and let the reader mend it.'],
  },
  {
    name: 'LayerCache',
    purpose:
      'Which layers of a Dockerfile a build makes again after a change, and why. Nothing is built: it follows from the text and the names of the files.',
    properties: [
      id,
      { name: 'text', type: 'string', required: true, what: 'The Dockerfile to begin with. It can be changed.' },
      { name: 'files', type: 'string[]', required: true, what: 'The names of the files beside it.' },
      { name: 'changed', type: 'string', default: 'the first file', what: 'The file that has changed at first.' },
      { name: 'ignore', type: 'string', default: 'none', what: 'The .dockerignore, where there is one.' },
    ],
    rules: ['Begin with a Dockerfile in the wrong order, and let the reader mend it until the install stays cached.'],
  },
  {
    name: 'Compare',
    purpose:
      'Runs two versions of a program one after the other, and counts: requests, SQL statements, rows, steps, printed lines. It also says whether both gave the same answers.',
    properties: [
      id,
      {
        name: 'versions',
        type: '{ title, files }[]',
        required: true,
        what: 'Two. The files of a version stand beside, or in place of, the common ones.',
      },
      { name: 'files', type: '{ [path]: text }', default: '{}', what: 'The files that both versions have.' },
      { name: 'entry', type: 'string', required: true, what: 'The file that is started.' },
      { name: 'show', type: 'string', required: true, what: 'The file that is shown of each version.' },
      {
        name: 'requests',
        type: '{ method?, path, headers?, body? }[]',
        default: '[]',
        what: 'Sent to each version. Without requests, the program runs to its end.',
      },
    ],
    rules: [
      "Count steps with `import { count } from './count.ts'` and `count('comparisons')`: the file is there by itself.",
      'Only what is the same in every run is counted; time is not.',
    ],
  },
];
