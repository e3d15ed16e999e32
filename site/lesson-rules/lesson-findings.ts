import { lineOf, type Finding } from '../../sandbox/proof/finding.ts';
import { leftOpen } from '../../sandbox/proof/left-open.ts';
import { wordsToAvoid } from '../../sandbox/proof/words.ts';
import { elementsOf, textOf, type Element, type ParsedLesson } from './parse-lesson.ts';

/** What a lesson may refer to. */
export interface Course {
  /** `stage/lesson` of the roadmap in order, with what it says of them. */
  planned: { id: string; title: string; minutes: number; needs?: string[] | undefined }[];
  /** `stage/lesson` of the lessons that are written. */
  written: string[];
  exercises: string[];
  /** Exercises that are milestones of a capstone. */
  milestones: string[];
  terms: string[];
}

export interface ReadLesson extends ParsedLesson {
  /** `stage/lesson`. */
  id: string;
  /** The file's path and text. */
  path: string;
  source: string;
}

export const sections = [
  'Hook',
  'You will be able to',
  'Predict',
  'Explain',
  'Worked example',
  'Faded step',
  'Exercise',
  'Check yourself',
  'In the real world',
];

/** Words that may be read, and what is asked of each part. */
const longest = { lesson: 900, Hook: 60, 'In the real world': 80, chunk: 120, chunks: 3, terms: 5 };

type Say = (problem: string, advice: string, near?: string) => void;
type Rule = (lesson: ReadLesson, course: Course, say: Say) => void;

/** Everything that must hold for one lesson; each finding has the line where it begins. Pure. */
export function lessonFindings(lesson: ReadLesson, course: Course): Finding[] {
  const open = leftOpen(lesson.path, lesson.source);
  const found = Object.entries(rules).flatMap(([rule, check]) => {
    const found: Finding[] = [];
    check(lesson, course, (problem, advice, near) => {
      const line = near ? lineOf(lesson.source, near) : undefined;
      found.push({ file: lesson.path, ...(line && { line }), rule, problem, advice });
    });
    return found;
  });
  return [...open, ...found];
}

const rules: Record<string, Rule> = {
  roadmap({ id, front }, { planned }, say) {
    const entry = planned.find((one) => one.id === id);
    if (!entry) return say(`${id} is not in lessons/roadmap.yml.`, 'Add it to its stage, in its place.');
    for (const key of ['title', 'minutes', 'needs'] as const)
      if (JSON.stringify(front[key] ?? []) !== JSON.stringify(entry[key] ?? []))
        say(`\`${key}\` is ${JSON.stringify(front[key] ?? [])} here and ${JSON.stringify(entry[key] ?? [])} in lessons/roadmap.yml.`, 'Make them the same.', `${key}:`);
  },

  sections({ sections: present }, _course, say) {
    const titles = present.map(({ title }) => title);
    const wrong = sections.findIndex((title, at) => titles[at] !== title);
    if (wrong < 0 && titles.length === sections.length) return;
    const found = titles[wrong] ?? titles[sections.length];
    const problem = wrong < 0 ? `There is a section “${found}” too many.` : `Section ${wrong + 1} is ${found ? `“${found}”` : 'missing'}, and should be “${sections[wrong]}”.`;
    say(problem, `The sections of a lesson are: ${sections.slice(1).join(', ')}, after the opening.`, found && `## ${found}`);
  },

  length({ sections: present, elements, words }, _course, say) {
    if (words > longest.lesson) say(`The lesson has ${words} words.`, `Keep it within ${longest.lesson}: one idea.`);
    for (const title of ['Hook', 'In the real world'] as const) {
      const count = present.find((one) => one.title === title)?.words ?? 0;
      if (count > longest[title]) say(`“${title}” has ${count} words.`, `Keep it within ${longest[title]}.`, `## ${title}`);
    }
    const chunks = present.find(({ title }) => title === 'Explain')?.chunks ?? [];
    if (!chunks.length || chunks.length > longest.chunks)
      say(`“Explain” has ${chunks.length} parts.`, `Give it one to ${longest.chunks}, each under a heading of its own (###).`, '## Explain');
    for (const chunk of chunks) {
      if (chunk.words > longest.chunk) say(`“${chunk.title}” has ${chunk.words} words.`, `Keep it within ${longest.chunk}.`, `### ${chunk.title}`);
      if (!chunk.illustrated) say(`“${chunk.title}” has nothing to look at.`, 'Add a drawing or at most 15 lines of code.', `### ${chunk.title}`);
    }
    const terms = elementsOf(elements, 'Term').length;
    if (terms > longest.terms) say(`The lesson has ${terms} terms.`, `Introduce at most ${longest.terms}; the rest are plain words or another lesson’s.`);
  },

  tone({ readable, source }, _course, say) {
    for (const word of new Set(readable.match(wordsToAvoid))) {
      const line = source.split('\n').find((one) => one.includes(word));
      say(`The lesson uses “${word}”.`, 'Say it without: nobody should read that what they struggle with is a small thing.', line);
    }
  },

  questions({ elements, id }, { planned }, say) {
    for (const { props } of elementsOf(elements, 'Predict', 'Quiz')) {
      const options = props.options as { text: string; why: string; correct?: boolean }[];
      const near = `id="${props.id}"`;
      if (options.length < 3) say(`${props.id} has ${options.length} options.`, 'Give it three or more, each from a real misconception.', near);
      if (options.some(({ text, why }) => !text || !why)) say(`An option of ${props.id} does not say why.`, 'Explain every option, the right one too.', near);
      const right = options.filter(({ correct }) => correct).length;
      if (right !== 1) say(`${props.id} has ${right} right answers.`, 'Mark exactly one option with `correct: true`.', near);
    }
    const places = elementsOf(elements, 'Predict', 'Quiz').map(({ props }) => props.options.findIndex(({ correct }: { correct?: boolean }) => correct));
    if (places.length && new Set(places).size < 3) say('The right answers stand in the same places.', 'Move some, so that the place gives nothing away.', '## Check yourself');
    const quizzes = elementsOf(elements, 'Quiz');
    if (quizzes.length !== 3) say(`There are ${quizzes.length} questions at the end.`, 'Ask three.', '## Check yourself');
    const earlier = planned.slice(0, planned.findIndex((one) => one.id === id)).map((one) => one.id);
    const from = quizzes.flatMap(({ props }) => (props.from ? [String(props.from)] : []));
    // The very first lesson has nothing to look back to.
    if (!from.length && earlier.length) say('No question looks back.', 'Ask one from an earlier lesson, with `from="stage/lesson"`.', '## Check yourself');
    for (const lesson of from.filter((one) => !earlier.includes(one)))
      say(`A question is from “${lesson}”, which is no earlier lesson.`, 'Take one that comes before this in lessons/roadmap.yml.', `from="${lesson}"`);
  },

  puzzles({ elements }, _course, say) {
    for (const { props } of elementsOf(elements, 'Parsons')) {
      const { id, lines, distractors = [], orders = [] } = props as { id: string; lines: string[]; distractors?: { line: string; why?: string }[]; orders?: number[][] };
      const near = `id="${id}"`;
      const all = [...lines.keys()].join();
      for (const order of orders)
        if (order.toSorted((a, b) => a - b).join() !== all) say(`An order of ${id} does not name every line once.`, `Use each of ${all}.`, near);
      const texts = [...lines, ...distractors.map(({ line }) => line)];
      for (const twice of new Set(texts.filter((text, at) => texts.indexOf(text) !== at)))
        say(`${id} has the line “${twice.trim()}” twice.`, 'Nobody can tell them apart; change one.', near);
      if (distractors.some(({ why }) => !why)) say(`A distractor of ${id} does not say why.`, 'Explain why it does not belong.', near);
    }
  },

  drawings({ elements }, _course, say) {
    for (const { props } of elementsOf(elements, 'Diagram')) {
      const near = props.title ? `title="${props.title}"` : '<Diagram';
      const inside = descendants(props.children);
      const svg = inside.find(({ type }) => type === 'svg');
      if (!props.title) say('A diagram has no title.', 'Give it one; it is its name for those who do not see it.', near);
      if (svg?.props.role !== 'img' || typeof svg.props['aria-label'] !== 'string')
        say(`The drawing of “${props.title}” cannot be read without seeing it.`, 'Give its svg `role="img"` and an `aria-label` that says what it shows.', near);
      const numbers = [...new Set(inside.flatMap(({ props: { 'data-step': step } }) => (step ? [Number(step)] : [])))];
      if (numbers.join() !== [...props.steps.keys()].map((at) => at + 1).join())
        say(`“${props.title}” has ${props.steps.length} steps and parts for steps ${numbers.join(', ')}.`, 'Mark the parts of each step, in order, with `data-step`.', near);
      if (inside.some(({ type }) => type === 'p'))
        say(`A text of “${props.title}” stands on a line of its own, so it becomes a paragraph, which no browser draws inside an SVG.`, 'Put it on the line of its tag.', near);
    }
  },

  code({ source }, _course, say) {
    // MDX takes the space at the beginning of such lines for its own indentation.
    for (const [, text = ''] of source.matchAll(/=\{`((?:[^`\\]|\\.)*)`\}/gs))
      if (/\n[ \t]+\S/.test(text)) say('A text in a property loses the space in front of its lines.', 'Write it as `export const …` above, and pass its name.', text.split('\n')[0]);
  },

  links({ elements }, course, say) {
    for (const link of elementsOf(elements, 'a')) {
      const href = String(link.props.href);
      if (/^(https:|#)/.test(href) || pageExists(href, course)) continue;
      say(`“${textOf(link)}” leads to ${href}, which is not there.`, 'Link to /lessons/<stage>/<lesson>/, /exercises/<slug>/, or https://…', href);
    }
    for (const { props } of elementsOf(elements, 'Exercise'))
      if (!course.exercises.includes(props.slug)) say(`There is no exercise “${props.slug}”.`, `\`npm run new exercise ${props.slug}\` begins it.`, `slug="${props.slug}"`);
    for (const { props } of elementsOf(elements, 'Term'))
      if (!course.terms.includes(props.name)) say(`The glossary does not explain “${props.name}”.`, 'Add it to lessons/glossary.yml, in at most 40 words.', `name="${props.name}"`);
  },
}; // prettier-ignore

function pageExists(href: string, { written, exercises }: Course): boolean {
  const [, kind, ...rest] = href.split('/').filter((part, at) => at === 0 || part !== '');
  if (kind === 'lessons') return written.includes(rest.join('/'));
  if (kind === 'exercises') return exercises.includes(rest.join('/'));
  return href === '/roadmap/' || href === '/';
}

function descendants(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(descendants);
  if (typeof node !== 'object' || node === null || !('props' in node)) return [];
  return [node as Element, ...descendants((node as Element).props.children)];
}
