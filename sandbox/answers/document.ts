import { isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';

/** A learner's file as a tree whose nodes know their lines and their comments. */
export interface AnswerDocument {
  tree: Document<Node, true>;
  /** The line that a node begins on. */
  lineOf(node: unknown): number;
}

/** Every scalar is the text that stands there, so that `no`, `12` and `~` are words like others. */
export function parseAnswer(text: string): AnswerDocument {
  const counter = new LineCounter();
  const tree = parseDocument(text, { schema: 'failsafe', lineCounter: counter, uniqueKeys: true });
  return {
    tree: tree as unknown as Document<Node, true>,
    lineOf: (node) => counter.linePos((node as Node | null)?.range?.[0] ?? 0).line,
  };
}

/** The node behind an alias; others are what they are. */
export const behind = (node: unknown, { tree }: AnswerDocument): unknown => (isAlias(node) ? node.resolve(tree) : node);

/** The entries of a map, each with its key as a text. */
export const pairs = (node: unknown): { key: string; pair: Pair<Node, Node | null> }[] =>
  isMap<Node, Node | null>(node) ? node.items.map((pair) => ({ key: wordOf(pair.key), pair })) : [];

/** The text of a scalar; empty for everything else. */
export const wordOf = (node: unknown): string =>
  isScalar(node) && typeof node.value === 'string' ? node.value.trim() : '';

/** Nothing was written there: no node, or an empty one. */
export const isBlank = (node: unknown): boolean => node == null || (isScalar(node) && !wordOf(node));

export const isWord = (node: unknown): boolean => isScalar(node) && wordOf(node) !== '';

export { isMap, isSeq, isCollection };
export type { Node, YAMLMap, YAMLSeq };
