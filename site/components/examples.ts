import { lessonComponents } from './lesson-components.ts';

type Content = (props: Record<string, unknown>) => unknown;

const rendered = import.meta.glob<{ default: Content }>('./examples/*.mdx', { eager: true });
const sources = import.meta.glob<string>('./examples/*.mdx', { eager: true, query: '?raw', import: 'default' });

/** `SqlRunner` has its example in `examples/sql-runner.mdx`. */
export const exampleFile = (component: string): string =>
  `./examples/${component.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.mdx`;

/** The example of a component: the same file rendered, and as it is written. */
export function exampleOf(component: string): { Content: Content; source: string } {
  const file = exampleFile(component);
  const [content, source] = [rendered[file], sources[file]];
  if (!content || !source) throw new Error(`<${component}> has no example: write site/components/${file.slice(2)}.`);
  return { Content: content.default, source: source.trim() };
}

/** What the examples may use. */
export const components = lessonComponents;
