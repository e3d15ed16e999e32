import { lineOf, type Finding } from '../../sandbox/proof/finding.ts';
import type { Course, ReadLesson } from './lesson-findings.ts';
import { elementsOf } from './parse-lesson.ts';

/** The texts of the files that all lessons share. */
interface Sources {
  roadmap: string;
  glossary: string;
}

/** What must hold of all lessons together. Pure. */
export function courseFindings(lessons: ReadLesson[], course: Course, sources: Sources): Finding[] {
  return [
    ...needFindings(course, sources.roadmap),
    ...termFindings(lessons, course, sources.glossary),
    ...useFindings(lessons, course),
    ...idFindings(lessons),
  ];
}

/** What a lesson needs is a lesson that comes before it. */
function needFindings({ planned }: Course, roadmap: string): Finding[] {
  const ids = planned.map(({ id }) => id);
  return planned.flatMap(({ id, needs = [] }, at) =>
    needs
      .filter((need) => !ids.slice(0, at).includes(need))
      .map((need) => {
        const problem = `${id} needs “${need}”, which ${ids.includes(need) ? 'comes later' : 'is no lesson'}.`;
        const line = lineOf(roadmap, need);
        const advice = 'Name lessons that come before it, as stage/lesson.';
        return { file: 'lessons/roadmap.yml', ...(line && { line }), rule: 'prerequisites', problem, advice };
      }),
  );
}

/** A term that no lesson uses is one that nobody will find. */
function termFindings(lessons: ReadLesson[], { terms }: Course, glossary: string): Finding[] {
  const used = new Set(lessons.flatMap(({ elements }) => elementsOf(elements, 'Term').map(({ props }) => props.name)));
  return terms.filter((term) => !used.has(term)).map((term) => {
    const line = lineOf(glossary, term);
    const advice = 'Use it where it first matters, as `<Term name="…">…</Term>`, or take it out.';
    return { file: 'lessons/glossary.yml', ...(line && { line }), rule: 'terms', problem: `No lesson uses the term “${term}”.`, advice };
  });
} // prettier-ignore

/** Each exercise is used by exactly one lesson, but for the milestones of capstones. */
function useFindings(lessons: ReadLesson[], { exercises, milestones }: Course): Finding[] {
  return exercises.filter((slug) => !milestones.includes(slug)).flatMap((slug) => {
    const users = lessons.filter(({ elements }) => elementsOf(elements, 'Exercise').some(({ props }) => props.slug === slug));
    const rule = 'used once';
    if (users.length === 1) return [];
    if (!users.length) return [{ file: `exercises/${slug}`, rule, problem: 'No lesson uses this exercise.', advice: `Add \`<Exercise slug="${slug}" />\` to one.` }];
    const [, second] = users;
    const problem = `${slug} is used by ${users.map(({ id }) => id).join(' and ')}.`;
    return [{ file: second!.path, line: lineOf(second!.source, `slug="${slug}"`)!, rule, problem, advice: 'Keep one of them; link to it from the other.' }];
  });
} // prettier-ignore

/** Answers are kept by the id of their question, so it must be one of its own in the whole course. */
function idFindings(lessons: ReadLesson[]): Finding[] {
  const seen = new Map<string, string>();
  return lessons.flatMap((lesson) =>
    elementsOf(lesson.elements, 'Predict', 'Quiz', 'Parsons', 'Playground').flatMap(({ type, props }) => {
      const before = seen.get(String(props.id));
      seen.set(String(props.id), lesson.path);
      const place = { file: lesson.path, line: lineOf(lesson.source, `id="${props.id}"`) ?? 1, rule: 'ids' };
      if (!props.id) return [{ ...place, problem: `A ${type} has no id.`, advice: 'Give it one; answers are kept by it.' }];
      if (before === undefined) return [];
      return [{ ...place, problem: `The id “${props.id}” is used in ${before} as well.`, advice: 'Give each part an id of its own.' }];
    }),
  );
} // prettier-ignore
