const base = import.meta.env.BASE_URL.replace(/\/*$/, '/');

/** The address of a page below the site's base: `pathTo('roadmap/')` is `/roadmap/`, or `/project/roadmap/`. */
export function pathTo(page = ''): string {
  return base + page.replace(/^\//, '');
}

export const lessonPath = (id: string): string => pathTo(`lessons/${id}/`);

export const stagePath = (slug: string): string => pathTo(`stages/${slug}/`);

/** Of an exercise, or `playground`. Only where the build has full Node. */
export const fullNodePath = (slug: string): string => pathTo(`full-node/${slug}/`);

export const exercisePath = (slug: string): string => pathTo(`exercises/${slug}/`);
