import { isAlias, isMap, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import type { Fault } from './types.ts';

export type Path = (string | number)[];

/** One document of a YAML file, with the lines that its values stand on. */
export interface YamlSource {
  /** The value at a path; undefined where there is none. */
  get(...path: Path): unknown;
  /** The line of a key, or of the nearest thing around it that is there. */
  line(...path: Path): number;
  /** The column of the same. */
  column(...path: Path): number;
  /** The entries of a map; none where there is no map. */
  entries(...path: Path): [name: string, value: unknown][];
  list(...path: Path): unknown[];
}

export function readYaml(text: string): { source: YamlSource[]; faults: Fault[] } {
  const counter = new LineCounter();
  const read = parseAllDocuments(text, { lineCounter: counter, uniqueKeys: true, merge: true });
  const documents = Array.isArray(read) ? read : [];
  const faults = documents.flatMap(({ errors }) =>
    errors.map((error) => ({
      line: counter.linePos(error.pos[0]).line,
      problem: `This is not YAML: ${error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}.`,
    })),
  );
  return { source: documents.map((one) => sourceOf(one, counter)), faults };
}

function sourceOf(document: Document, counter: LineCounter): YamlSource {
  const plain = safely(() => document.toJS({ maxAliasCount: 100 }) as unknown);
  const get = (...path: Path) =>
    path.reduce<unknown>((value, key) => (isObject(value) ? (value as Record<string, unknown>)[key] : undefined), plain);
  const position = (path: Path): { line: number; col: number } => {
    const place = keyOffset(document, path);
    if (place !== undefined) return counter.linePos(place);
    return path.length > 0 ? position(path.slice(0, -1)) : { line: 1, col: 1 };
  };
  return {
    get,
    line: (...path) => position(path).line,
    column: (...path) => position(path).col,
    entries(...path) {
      const value = get(...path);
      return isObject(value) && !Array.isArray(value) ? Object.entries(value) : [];
    },
    list(...path) {
      const value = get(...path);
      return Array.isArray(value) ? value : [];
    },
  };
} // prettier-ignore

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Where the key of a map's entry begins, or the item of a list. */
function keyOffset(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let place = document.contents?.range?.[0];
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      // A key may be written as a number, and is asked for as a text.
      const pair = node.items.find((one) => String((one.key as { value?: unknown } | null)?.value ?? one.key) === String(key));
      if (!pair) return undefined;
      place = (pair.key as Node | null)?.range?.[0];
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      place = (node as Node | undefined)?.range?.[0];
    } else return undefined;
  }
  return place;
} // prettier-ignore

function safely<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
