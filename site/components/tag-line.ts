interface Tag {
  name: string;
  line: number;
  /** From its `<` to its `>`. */
  text: string;
}

/** The line of a component's tag in an MDX source: the tag that holds most of the given properties' texts. */
export function tagLine(source: string, component: string, props: object): number | undefined {
  const texts = Object.values(props).filter((value): value is string => typeof value === 'string');
  const held = (tag: Tag) => texts.filter((text) => tag.text.includes(text)).length;
  const tags = tagsOf(source).filter(({ name }) => name === component);
  // The first of equals: with the same properties they have the same fault.
  return tags.sort((a, b) => held(b) - held(a) || a.line - b.line)[0]?.line;
}

/** Whether a component with this id stands in the source. */
export const hasTag = (source: string, component: string, id: string): boolean =>
  tagsOf(source).some(({ name, text }) => name === component && new RegExp(`\\bid=["']${id}["']`).test(text));

/** The first tag with a capital letter that is no known component. */
export function unknownTag(source: string, known: readonly string[]): { name: string; line: number } | undefined {
  return tagsOf(source).find(({ name }) => !known.includes(name));
}

function tagsOf(source: string): Tag[] {
  const plain = withoutCode(source);
  return [...plain.matchAll(/(?<![\w.)])<([A-Z]\w*)(?=[\s/>])/g)].map(({ 0: found, 1: name = '', index }) => ({
    name,
    line: plain.slice(0, index).split('\n').length,
    text: source.slice(index, endOfTag(source, index + found.length)),
  }));
}

/** Fences, inline code, comments and exported constants hold tags that are no tags. Every place stays where it was. */
function withoutCode(source: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ');
  return source
    .replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, blank)
    .replace(/^export const [\s\S]*?^(?:[}\]]|\S.*`|`);?$/gm, blank)
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, blank)
    .replace(/`[^`\n]*`/g, blank);
}

/** Behind the `>` that closes the tag: not one in a text or between braces. */
function endOfTag(source: string, start: number): number {
  let quote = '';
  let depth = 0;
  for (let place = start; place < source.length; place += 1) {
    const character = source[place]!;
    if (quote) {
      if (character === '\\' && depth > 0) place += 1;
      else if (character === quote) quote = '';
    } else if (/["'`]/.test(character)) quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === '>' && depth === 0) return place + 1;
  }
  return source.length;
}
