import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';
import { exerciseAnswers } from '../../../exercise/page-data.ts';

/** The reference answer, apart from the page: whoever looks into the page's data does not stumble over it. */
export async function getStaticPaths() {
  const exercises = await getCollection('exercises');
  return exercises.map(({ id }: { id: string }) => ({ params: { slug: id } }));
}

export const GET: APIRoute = ({ params }) => Response.json(exerciseAnswers(params.slug!));
