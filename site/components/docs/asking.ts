import { id, options, type ComponentDoc } from './types.ts';

/** Components that ask. Each tells the record of an answer with the event `answered`. */
export const asking: ComponentDoc[] = [
  {
    name: 'Predict',
    purpose:
      'Asks what will happen, and takes the answer before it happens. The block that belongs to it stays locked until then; it runs at once afterwards, and what really happened stands beside the prediction.',
    properties: [
      id,
      { name: 'question', type: 'string', required: true, what: 'May hold `code` and *stress*.' },
      options,
      {
        name: 'for',
        type: 'string',
        default: 'the block inside',
        what: 'The id of a Playground, SqlRunner or Compare elsewhere in the lesson.',
      },
    ],
    inside: 'The code that the question is about: a runnable block, or a fence where nothing can run.',
    rules: ['Wrong options are real misconceptions. The reason says where the thought goes astray.'],
  },
  {
    name: 'Quiz',
    purpose: 'A question to check oneself. After an answer, the chosen and the right options say why.',
    properties: [
      id,
      { name: 'question', type: 'string', required: true, what: 'May hold `code` and *stress*.' },
      options,
      {
        name: 'from',
        type: 'string',
        default: 'this lesson',
        what: 'The lesson, as stage/lesson, that a question for review comes from.',
      },
    ],
    inside: 'Optional: code or a drawing that the question is about.',
    rules: [
      'Three at the end of a lesson, one of them from an earlier lesson.',
      'The right answer must not stand at the same place in all of them.',
    ],
  },
  {
    name: 'Parsons',
    purpose:
      'Lines to put in order: by dragging with mouse, pen or finger, by buttons, or by keys. Every valid order is right.',
    properties: [
      id,
      { name: 'prompt', type: 'string', required: true, what: 'What the finished lines do.' },
      { name: 'lines', type: 'string[]', required: true, what: 'The lines in a right order, with indentation.' },
      {
        name: 'after',
        type: '{ [line]: line[] }',
        default: 'each line after the one before it',
        what: 'For a line, counted from 0: the lines that must stand above it. Lines that are not named follow the one before them.',
      },
      {
        name: 'orders',
        type: 'number[][]',
        default: 'the order of lines',
        what: 'Instead of `after`: every right order by itself.',
      },
      {
        name: 'distractors',
        type: '{ line, why }[]',
        default: 'none',
        what: 'Lines that do not belong, each with the reason that a reader sees who uses it.',
      },
    ],
    rules: [
      'Four to ten lines. Equal lines, such as two closing braces, may stand for each other.',
      'Name only the dependencies that the language or the plan really has.',
    ],
  },
];
