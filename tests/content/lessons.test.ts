import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { countWords, foldersIn, readFolder, root, wordsToAvoid } from './read.ts';
import { parseLesson, parseRoadmap, textOf, type Element } from './lesson.ts';

const files = readFolder('lessons');
const roadmap = parseRoadmap(String(files['roadmap.yml']));
const known = roadmap.flatMap((stage) =>
  stage.lessons.map((lesson) => ({ ...lesson, id: `${stage.slug}/${lesson.slug}` })),
);
const knownIds = known.map(({ id }) => id);
const paths = Object.keys(files).filter((path) => path.endsWith('.mdx'));
const lessons = paths.map((path) => ({
  id: path.replace(/\.mdx$/, ''),
  path: `lessons/${path}`,
  ...parseLesson(`lessons/${path}`, String(files[path])),
}));

const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);

describe('lessons/roadmap.yml', () => {
  test('has 12 stages and 110 lessons, each named once', () => {
    expect(roadmap).toHaveLength(12);
    expect(known).toHaveLength(110);
    expect(repeated(roadmap.map(({ slug }) => slug))).toEqual([]);
    expect(repeated(knownIds)).toEqual([]);
    expect(repeated(known.map(({ idea }) => idea))).toEqual([]);
  });

  test('needs only stages and lessons that come before', () => {
    for (const [index, stage] of roadmap.entries()) {
      const earlier = roadmap.slice(0, index).map(({ slug }) => slug);
      expect(
        (stage.needs ?? []).filter((slug) => !earlier.includes(slug)),
        stage.slug,
      ).toEqual([]);
    }
    for (const [index, lesson] of known.entries()) {
      const earlier = knownIds.slice(0, index);
      expect(
        (lesson.needs ?? []).filter((id) => !earlier.includes(id)),
        lesson.id,
      ).toEqual([]);
    }
  });

  test('speaks plainly', () => {
    const words = roadmap.flatMap((stage) => [
      stage.title,
      stage.purpose,
      ...stage.lessons.map((l) => `${l.title} ${l.idea}`),
    ]);
    expect(words.join('\n').match(wordsToAvoid) ?? []).toEqual([]);
  });

  test('is, with the glossary, the only thing in lessons/ beside the lessons', () => {
    expect(
      Object.keys(files)
        .filter((path) => !/^[a-z0-9-]+\/[a-z0-9-]+\.mdx$/.test(path))
        .toSorted(),
    ).toEqual(['glossary.yml', 'roadmap.yml']);
  });
});

describe('lessons/glossary.yml', () => {
  const glossary = parse(String(files['glossary.yml'])) as Record<string, string>;

  test('explains the terms of the lessons, and no others', () => {
    const named = lessons.flatMap(({ elements }) => find(elements, 'Term').map(({ props }) => String(props.name)));
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(glossary).toSorted());
  });

  test('explains each in at most 40 plain words', () => {
    const definitions = Object.values(glossary);
    expect(definitions.filter((definition) => countWords(definition) > 40)).toEqual([]);
    expect(definitions.join('\n').match(wordsToAvoid) ?? []).toEqual([]);
  });
});

describe('all lessons together', () => {
  test('use each exercise in exactly one place', () => {
    const used = lessons.flatMap(({ elements }) => find(elements, 'Exercise').map(({ props }) => props.slug as string));
    expect(used.toSorted()).toEqual(foldersIn('exercises'));
  });

  test('give each interactive part an id of its own', () => {
    const ids = lessons.flatMap(({ elements }) =>
      find(elements, 'Predict', 'Quiz', 'Parsons', 'Playground').map(({ props }) => String(props.id)),
    );
    expect(repeated(ids)).toEqual([]);
    expect(ids).not.toContain('undefined');
  });
});

describe.each(lessons)('$path', ({ id, front, elements, sections, readable, words }) => {
  const section = (title: string) => sections.find((one) => one.title === title)!;

  test('stands in the roadmap under the same title, with the same minutes and needs', () => {
    const entry = known.find((lesson) => lesson.id === id);
    expect(entry, `${id} is not in lessons/roadmap.yml`).toBeDefined();
    expect({ title: front.title, minutes: front.minutes, needs: front.needs ?? [] }).toEqual({
      title: entry!.title,
      minutes: entry!.minutes,
      needs: entry!.needs ?? [],
    });
  });

  test('has the nine sections in order', () => {
    expect(sections.map(({ title }) => title)).toEqual([
      'Hook',
      'You will be able to',
      'Predict',
      'Explain',
      'Worked example',
      'Faded step',
      'Exercise',
      'Check yourself',
      'In the real world',
    ]);
  });

  test('is short enough to be read', () => {
    expect(words).toBeLessThanOrEqual(900);
    expect(section('Hook').words).toBeLessThanOrEqual(60);
    expect(section('In the real world').words).toBeLessThanOrEqual(80);
    const { chunks } = section('Explain');
    expect(chunks.length).toBeGreaterThan(0);
    expect(chunks.length).toBeLessThanOrEqual(3);
    expect(chunks.filter((chunk) => chunk.words > 120 || !chunk.illustrated)).toEqual([]);
    expect(find(elements, 'Term').length).toBeLessThanOrEqual(5);
  });

  test('speaks plainly', () => {
    expect(readable.match(wordsToAvoid) ?? []).toEqual([]);
  });

  test('explains every option of every question, and has one right answer to each', () => {
    for (const { props } of find(elements, 'Predict', 'Quiz')) {
      const options = props.options as { text: string; why: string; correct?: boolean }[];
      expect(options.length, props.id).toBeGreaterThanOrEqual(3);
      expect(
        options.filter(({ text, why }) => !text || !why),
        props.id,
      ).toEqual([]);
      expect(
        options.filter(({ correct }) => correct),
        props.id,
      ).toHaveLength(1);
    }
  });

  test('does not give the right answers away by their place', () => {
    const places = find(elements, 'Predict', 'Quiz').map(({ props }) =>
      props.options.findIndex(({ correct }: { correct?: boolean }) => correct),
    );
    expect(new Set(places).size).toBeGreaterThanOrEqual(3);
  });

  test('asks three questions at the end, one of them from an earlier lesson', () => {
    const quizzes = find(elements, 'Quiz');
    expect(quizzes).toHaveLength(3);
    const from = quizzes.flatMap(({ props }) => (props.from ? [String(props.from)] : []));
    const earlier = knownIds.slice(0, knownIds.indexOf(id));
    expect(from.length).toBeGreaterThanOrEqual(1);
    expect(from.filter((lesson) => !earlier.includes(lesson))).toEqual([]);
  });

  test('has puzzles that can be solved', () => {
    for (const { props } of find(elements, 'Parsons')) {
      const { lines, distractors = [], orders = [] } = props;
      const everyLine = [...lines.keys()];
      for (const order of orders as number[][])
        expect(
          order.toSorted((a, b) => a - b),
          props.id,
        ).toEqual(everyLine);
      expect(repeated([...lines, ...distractors.map(({ line }: { line: string }) => line)]), props.id).toEqual([]);
      expect(
        distractors.filter(({ why }: { why?: string }) => !why),
        props.id,
      ).toEqual([]);
    }
  });

  test('has examples whose files are there, with their indentation', async () => {
    const config = await resolveConfig(join(root, 'tests/content/lessons.test.ts'));
    for (const { props } of find(elements, 'Playground')) {
      for (const file of [props.entry, ...props.show]) expect(Object.keys(props.files), props.id).toContain(file);
      for (const [file, code] of Object.entries<string>(props.files)) {
        // MDX takes indentation away from code inside a tag; an `export const` above the tag keeps it.
        const formatted = await format(code, {
          ...config,
          printWidth: 68, // what fits beside the sidebar
          plugins: [],
          parser: 'typescript',
        });
        expect(code, `${props.id}: ${file}`).toBe(formatted);
      }
    }
  });

  test('draws diagrams that can be read without seeing them', () => {
    for (const { props } of find(elements, 'Diagram')) {
      expect(props.title).toBeTruthy();
      const inside = descendants(props.children);
      const svg = inside.find(({ type }) => type === 'svg');
      expect(svg?.props).toMatchObject({ role: 'img', 'aria-label': expect.any(String) });
      const steps = inside.flatMap(({ props: { 'data-step': step } }) => (step ? [Number(step)] : []));
      expect([...new Set(steps)]).toEqual([...props.steps.keys()].map((index) => index + 1));
      // Text on a line of its own becomes a paragraph, which no browser draws inside an SVG.
      expect(inside.filter(({ type }) => type === 'p')).toEqual([]);
    }
  });

  test('links to pages that are there', () => {
    const links = find(elements, 'a').map((link) => ({ href: String(link.props.href), text: textOf(link) }));
    const broken = links.filter(({ href }) => {
      if (/^(https:|#)/.test(href)) return false;
      const [, kind, ...rest] = href.split('/').filter((part, index) => index === 0 || part !== '');
      if (kind === 'lessons') return !lessons.some((lesson) => lesson.id === rest.join('/'));
      if (kind === 'exercises') return !foldersIn('exercises').includes(rest.join('/'));
      return href !== '/roadmap/' && href !== '/';
    });
    expect(broken).toEqual([]);
  });
});

function find(elements: Element[], ...types: string[]): Element[] {
  return elements.filter(({ type }) => types.includes(type));
}

function descendants(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(descendants);
  if (typeof node !== 'object' || node === null || !('props' in node)) return [];
  return [node as Element, ...descendants((node as Element).props.children)];
}
