import { editDistance, nearest } from '../../sandbox/nearest.ts';

/** Names that mean something else in an exercise's folder, in a command or in an address. */
const reserved =
  'solution alt wrong starter attempt feedback mutants readme test tests template exercise exercises lesson lessons new index workspace progress node-modules'.split(
    ' ',
  );
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const longest = 40;

/** Why a name cannot be used, as a sentence or two; `undefined` when it can. */
export function faultOfName(name: string): string | undefined {
  const written = toKebab(name);
  const instead = written && written !== name && !faultOfName(written) ? ` Write it like this: ${written}.` : '';
  if (!name) return 'It needs a name, such as hello-server.';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return `“${name}” cannot be a name: it takes small letters, digits and single hyphens, and begins with a letter.${instead}`;
  if (devices.test(name))
    return `“${name}” cannot be a name: Windows keeps it for a device, and no folder can have it.`;
  if (reserved.includes(name)) return `“${name}” cannot be a name: it means something else here. Add what it is about.`;
  if (name.length < 3) return `“${name}” is too short to say what it is about.`;
  if (name.length > longest)
    return `“${name}” has ${name.length} letters. A name has at most ${longest}: it stands in addresses and commands.`;
  return undefined;
}

/** A name that is there already under almost the same spelling: one letter, a plural, other hyphens or word order. */
export function twinOf(name: string, taken: readonly string[]): string | undefined {
  const form = (one: string) => one.split('-').map(singular).sort().join('');
  const joined = (one: string) => one.replaceAll('-', '');
  return taken.find(
    (other) =>
      form(other) === form(name) ||
      joined(other) === joined(name) ||
      (Math.min(name.length, other.length) > 6 && editDistance(name, other) === 1),
  );
}

export interface KnownLesson {
  /** `<stage>/<slug>` */
  id: string;
  title: string;
}

/** Why there can be no lesson under this id: not the form, or not in the roadmap. `lines` would put it there. */
export function faultOfLesson(id: string, known: KnownLesson[], stages: string[], lines: string): string | undefined {
  const [stage = '', slug = '', ...more] = id.split('/');
  if (!slug || more.length)
    return `“${id}” cannot be the name of a lesson. Write its stage and its name, like http-apis-with-express/validation.`;
  if (known.some((lesson) => lesson.id === id)) return undefined;
  const ids = known.map((lesson) => lesson.id);
  const sameSlug = ids.filter((one) => one.endsWith(`/${slug}`));
  const inStage = ids.filter((one) => one.startsWith(`${stage}/`)).map((one) => one.slice(stage.length + 1));
  const nearInStage = nearest(slug, inStage, 1).map((one) => `${stage}/${one}`);
  const near = [sameSlug, nearInStage].find((list) => list.length) ?? nearest(id, ids, 1);
  const suggestion = near.length ? ` Did you mean ${near.join(' or ')}?` : '';
  if (!stages.includes(stage))
    return `The roadmap has no stage “${stage}”.${suggestion || ` The stages are: ${stages.join(', ')}.`}`;
  return (
    faultOfName(slug) ??
    `The roadmap names no lesson “${slug}” in ${stage}.${suggestion}\n` +
      `If it is to be a new one, put these lines where it belongs below ${stage} in lessons/roadmap.yml, then run this again:\n\n${lines}`
  );
}

export const titleOf = (slug: string): string => (slug[0] ?? '').toUpperCase() + slug.slice(1).replaceAll('-', ' ');

const singular = (word: string) => (word.length > 3 ? word.replace(/s$/, '') : word);

const toKebab = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
