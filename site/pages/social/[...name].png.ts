import type { APIRoute } from 'astro';
import { getCourse } from '../../course.ts';
import { drawCard, type Card } from '../../social/card.ts';
import { pictureOf } from '../../social/picture.ts';

const course: Card = {
  above: 'A free, interactive course',
  title: 'Learn backend development by running it',
  below: 'Read a short lesson, change a real server, press Run.',
};

/** One picture for each lesson that is written, and one for every other page. */
export async function getStaticPaths() {
  const { stages } = await getCourse();
  const lessons = stages.flatMap((stage) =>
    stage.lessons.flatMap(({ id, number, title, idea, entry }) =>
      entry
        ? {
            params: { name: id },
            props: { above: `Stage ${stage.number} · Lesson ${number}`, title: entry.data.title ?? title, below: idea, stage: stage.slug }, // prettier-ignore
          }
        : [],
    ),
  );
  return [{ params: { name: 'engine-room' }, props: course }, ...lessons];
}

export const GET: APIRoute<Card> = async ({ props }) =>
  new Response(new Uint8Array(await pictureOf(drawCard(props))), { headers: { 'Content-Type': 'image/png' } });
