import { evaluate } from 'satteri';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { describeIssues, readFrontMatter } from '../../sandbox/exercise.ts';
import { componentDocs } from '../components/docs/index.ts';
import { countWords } from '../../sandbox/proof/words.ts';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be in kebab-case');

export const lessonSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1).max(160),
  minutes: z.number().int().min(10).max(60),
  needs: z.array(z.string()).optional(),
});

const roadmapSchema = z.array(
  z.strictObject({
    slug,
    title: z.string().min(1),
    purpose: z.string().regex(/^[^.]+\.$/, 'must be one sentence'),
    hours: z.number().positive(),
    needs: z.array(z.string()).optional(),
    lessons: z.array(
      z.strictObject({
        slug,
        title: z.string().min(1),
        minutes: z.number().int().min(10).max(60),
        idea: z.string().regex(/^[^\n]+[.?]$/, 'must be one line that ends like a sentence'),
        needs: z.array(z.string()).optional(),
      }),
    ),
  }),
);

export type Roadmap = z.infer<typeof roadmapSchema>;

export function parseRoadmap(source: string): Roadmap {
  const file = 'lessons/roadmap.yml';
  const checked = roadmapSchema.safeParse(parseYaml(source));
  if (!checked.success) throw new Error(describeIssues(file, checked.error, []));
  return checked.data;
}

/** An element of a lesson: a component (`Quiz`) or a plain tag (`h2`), with evaluated props. */
export interface Element {
  type: string;
  props: Record<string, any>;
}

export interface Section {
  title: string;
  /** Words of running text: not code, not drawings, not what stands in a component's props. */
  words: number;
  chunks: { title: string; words: number; illustrated: boolean }[];
}

export interface ParsedLesson {
  front: z.infer<typeof lessonSchema>;
  elements: Element[];
  sections: Section[];
  /** Everything a learner may read: running text and the texts in props, without code. */
  readable: string;
  words: number;
}

/** The components that the site provides; a lesson that uses another one does not compile. */
export const componentNames = componentDocs.map(({ name }) => name);
/** Props that hold sentences. The others hold code, ids and slugs. */
const spoken = ['question', 'prompt', 'title', 'text', 'why', 'steps', 'options', 'distractors', 'aria-label'];

export function parseLesson(file: string, source: string): ParsedLesson {
  const { data, body } = readFrontMatter(file, source);
  const front = lessonSchema.safeParse(data);
  if (!front.success) throw new Error(describeIssues(file, front.error, Object.keys(lessonSchema.shape)));
  const tree = compile(file, body);

  const elements: Element[] = [];
  const sections: Section[] = [{ title: 'Hook', words: 0, chunks: [] }];
  const readable = [front.data.title, front.data.description];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    const section = sections.at(-1)!;
    const chunk = section.chunks.at(-1);
    if (typeof node === 'string') {
      readable.push(node);
      section.words += countWords(node);
      if (chunk) chunk.words += countWords(node);
      return;
    }
    if (!isElement(node)) return;
    elements.push(node);
    readable.push(...sentences(node.props));
    if (node.type === 'h2') return void sections.push({ title: textOf(node), words: 0, chunks: [] });
    if (node.type === 'h3') return void section.chunks.push({ title: textOf(node), words: 0, illustrated: false });
    if (chunk && (node.type === 'pre' || node.type === 'svg')) chunk.illustrated = true;
    if (node.type === 'svg') return void collect(node, elements);
    if (node.type !== 'pre' && node.type !== 'code') walk(node.props.children);
  };
  walk(tree);
  const words = sections.reduce((sum, section) => sum + section.words, 0);
  return { front: front.data, elements, sections, readable: readable.join('\n'), words };
}

/** Runs the compiled MDX with a renderer that keeps elements as they are. */
function compile(file: string, body: string): unknown {
  const jsx = (type: unknown, props: unknown) => ({ type, props });
  try {
    const module = evaluate(body, { Fragment: 'fragment', jsx, jsxs: jsx }) as { default(props: object): unknown };
    return module.default({ components: Object.fromEntries(componentNames.map((name) => [name, name])) });
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function isElement(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && 'type' in node && 'props' in node;
}

function collect(node: Element, into: Element[]): void {
  for (const child of [node.props.children].flat(9)) {
    if (!isElement(child)) continue;
    into.push(child);
    collect(child, into);
  }
}

export function textOf(node: unknown): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(textOf).join('');
  return isElement(node) ? textOf(node.props.children) : '';
}

function sentences(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'string' ? [item] : sentences(item)));
  if (typeof value !== 'object' || value === null || isElement(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (!spoken.includes(key)) return [];
    return typeof item === 'string' ? [item] : sentences(item);
  });
}

export function elementsOf(elements: Element[], ...types: string[]): Element[] {
  return elements.filter(({ type }) => types.includes(type));
}
