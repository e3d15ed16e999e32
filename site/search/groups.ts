/** What the index says about one page or term. */
export interface Found {
  url: string;
  excerpt: string;
  meta: { title?: string; kind?: string };
  sub_results?: { title: string; url: string; excerpt: string }[];
}

export interface Hit {
  title: string;
  /** The section of a lesson in which it was found. */
  section?: string;
  href: string;
  excerpt: string;
}

export interface Group {
  name: string;
  hits: Hit[];
}

const names: Record<string, string> = { Lesson: 'Lessons', Exercise: 'Exercises', Term: 'Glossary', Page: 'Pages' };

/** Results by their kind, the kind of the best one first, other pages last; each kind keeps its order, and its best few. */
export function groupsOf(all: Found[], limit = 5): Group[] {
  const groups = Map.groupBy(all, ({ meta }) => names[meta.kind ?? ''] ?? 'Pages');
  const inOrder = [...groups].sort(([a], [b]) => Number(a === 'Pages') - Number(b === 'Pages'));
  return inOrder.map(([name, found]) => ({ name, hits: found.slice(0, limit).map(hitOf) }));
}

/** Leads to the section where it was found, unless that is the page's beginning. */
function hitOf({ url, excerpt, meta, sub_results: [best] = [] }: Found): Hit {
  const title = meta.title ?? url;
  if (!best?.url.includes('#') || best.title === title) return { title, href: url, excerpt };
  return { title, section: best.title, href: best.url, excerpt: best.excerpt };
}

/** What is read out when results have come. */
export function summaryOf(groups: Group[]): string {
  const total = groups.reduce((sum, { hits }) => sum + hits.length, 0);
  if (total === 0) return 'Nothing found';
  const parts = groups.map(({ name, hits }) => `${hits.length} in ${name}`);
  return `${total} ${total === 1 ? 'result' : 'results'}: ${parts.join(', ')}`;
}
