import type { APIRoute } from 'astro';
import { contentsOf, getCourse } from '../course.ts';
import { exercisePath, lessonPath, stagePath } from '../paths.ts';
import type { CourseIndex } from '../progress/course-index.ts';

/** The written part of the course as data: progress and reviews are worked out on the learner's device. */
export const GET: APIRoute = async () => {
  const { stages, exercises } = await getCourse();
  const index: CourseIndex = {
    stages: stages.map(({ slug, title, number, lessons }) => ({
      slug,
      title,
      number,
      path: stagePath(slug),
      planned: lessons.length,
      lessons: lessons
        .filter((lesson) => lesson.entry)
        .map((lesson) => ({
          ...contentsOf(lesson),
          number: lesson.number,
          title: lesson.title,
          path: lessonPath(lesson.id),
          kinds: Object.fromEntries(lesson.questions.map(({ id, kind }) => [id, kind])),
        })),
    })),
    exercises: Object.fromEntries(exercises.map(({ id, data }) => [id, { title: data.title, path: exercisePath(id) }])),
  };
  return Response.json(index);
};
