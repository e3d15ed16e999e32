import type { ComponentDoc } from './types.ts';

/** Components that are read. */
export const reading: ComponentDoc[] = [
  {
    name: 'Callout',
    purpose: 'Sets a note apart: an honest limit, a danger, or how to do the same on one’s own machine.',
    properties: [
      {
        name: 'kind',
        type: "'honest' | 'danger' | 'local'",
        required: true,
        what: 'What the note is. Heading and drawing follow from it.',
      },
    ],
    inside: 'The note, as Markdown, with an empty line after the opening tag.',
    rules: ['At most two in a lesson: what is set apart everywhere stands out nowhere.'],
  },
  {
    name: 'Term',
    purpose: 'Shows what a word means where it is first used. The words come from lessons/glossary.yml.',
    properties: [{ name: 'name', type: 'string', required: true, what: 'The entry in lessons/glossary.yml.' }],
    inside: 'The word as it stands in the sentence.',
    rules: ['At most five new terms in a lesson, each at its first use.'],
  },
  {
    name: 'Diagram',
    purpose: 'A drawing that the reader steps through. Without JavaScript, and in print, it shows all steps.',
    properties: [
      { name: 'title', type: 'string', required: true, what: 'What is drawn. It names the figure.' },
      {
        name: 'steps',
        type: 'string[]',
        required: true,
        what: 'A caption for each step. Elements with data-step="n" appear with step n.',
      },
    ],
    inside: 'One SVG with role="img" and an aria-label that tells what the drawing shows.',
    rules: [
      'Colours are tokens: var(--ink), var(--line), var(--signal), var(--paper).',
      'Text stands in <text> without a line break around it, or Markdown makes a paragraph of it.',
    ],
  },
  {
    name: 'Exercise',
    purpose: 'The way to an exercise, with what the reader has done of it on this device.',
    properties: [{ name: 'slug', type: 'string', required: true, what: 'The folder’s name in exercises/.' }],
    rules: ['Every exercise is used by exactly one lesson.'],
  },
  {
    name: 'ReviewQueue',
    purpose: 'Says how many questions are due for review on this device, and leads to them.',
    properties: [
      { name: 'stage', type: 'string', default: 'all stages', what: 'The slug of a stage: only its questions count.' },
    ],
    rules: ['Once in a lesson at most, where a pause fits.'],
  },
];
