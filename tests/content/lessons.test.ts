import { join } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCapstones } from '../../site/capstones.ts';
import { countWords, wordsToAvoid } from '../../sandbox/proof/words.ts';
import { foldersIn, readFolder, root } from './read.ts';
import { checkLessons } from '../../site/lesson-rules/course-findings.ts';
import { elementsOf, parseLesson, parseRoadmap } from '../../site/lesson-rules/parse-lesson.ts';
import { placeOf } from '../../sandbox/proof/finding.ts';

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

  test('has stages that need only those before them', () => {
    for (const [index, stage] of roadmap.entries()) {
      const earlier = roadmap.slice(0, index).map(({ slug }) => slug);
      expect(
        (stage.needs ?? []).filter((slug) => !earlier.includes(slug)),
        stage.slug,
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

  test('is, with the glossary and the capstones, the only thing in lessons/ beside the lessons', () => {
    expect(
      Object.keys(files)
        .filter((path) => !/^[a-z0-9-]+\/[a-z0-9-]+\.mdx$/.test(path))
        .toSorted(),
    ).toEqual(['capstones.yml', 'glossary.yml', 'roadmap.yml']);
  });
});

describe('lessons/capstones.yml', () => {
  const stages = roadmap.map(({ slug }) => slug);
  const source = String(files['capstones.yml']);

  test('has five capstones with 26 milestones, which open in the order of the stages, in plain words', () => {
    const capstones = readCapstones(source, stages);
    expect(capstones).toHaveLength(5);
    expect(capstones.flatMap(({ milestones }) => milestones)).toHaveLength(26);
    const places = capstones.map(({ after }) => stages.indexOf(after));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(source.match(wordsToAvoid) ?? []).toEqual([]);
  });

  test('leads from a milestone that can be worked on to its exercise', () => {
    const open = readCapstones(source, stages).flatMap(({ milestones }) =>
      milestones.flatMap((one) => one.exercise ?? []),
    );
    const folders = foldersIn('exercises');
    expect(open).not.toEqual([]);
    expect(open.filter((slug) => !folders.includes(slug))).toEqual([]);
  });

  test('says which capstone and which key is wrong', () => {
    expect(() => readCapstones(source.replace('after: ship-and-run', 'after: ship'), stages)).toThrow(
      'lessons/capstones.yml: “mini-shop” comes after “ship”, which is not a stage.',
    );
    expect(() => readCapstones(source.replace('purpose:', 'aim:'), stages)).toThrow(/0: .*aim/);
    expect(() => readCapstones(source.replace('exercise:', 'folder:'), stages)).toThrow('0.milestones.0: ');
  });
});

describe('lessons/glossary.yml', () => {
  const glossary = parse(String(files['glossary.yml'])) as Record<string, string>;

  test('explains each in at most 40 plain words', () => {
    const definitions = Object.values(glossary);
    expect(definitions.filter((definition) => countWords(definition) > 40)).toEqual([]);
    expect(definitions.join('\n').match(wordsToAvoid) ?? []).toEqual([]);
  });
});

test('every lesson keeps the rules, and so does the course as a whole', () => {
  const checked = checkLessons(root);
  const found = [...checked.findings, ...checked.lessons.flatMap(({ findings }) => findings)];
  expect(found.map((finding) => `${placeOf(finding)} ${finding.rule}: ${finding.problem}`)).toEqual([]);
  expect(checked.lessons).toHaveLength(lessons.length);
});

describe.each(lessons)('$path', ({ elements }) => {
  test('has examples whose files are there, with their indentation', async () => {
    const config = await resolveConfig(join(root, 'tests/content/lessons.test.ts'));
    for (const { props } of elementsOf(elements, 'Playground')) {
      for (const file of [props.entry, ...props.show]) expect(Object.keys(props.files), props.id).toContain(file);
      for (const [file, code] of Object.entries<string>(props.files)) {
        const { inferredParser: parser } = await getFileInfo(file);
        if (!parser) continue; // Python and SQL, for instance
        // MDX takes indentation away from code inside a tag; an `export const` above the tag keeps it.
        const formatted = await format(code, {
          ...config,
          printWidth: 68, // what fits beside the sidebar
          plugins: [],
          parser,
        });
        expect(code, `${props.id}: ${file}`).toBe(formatted);
      }
    }
  });
});
