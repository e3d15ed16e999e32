import { Scalar } from 'yaml';
import type { Node as YamlNode } from 'yaml';
import { behind, isMap, isSeq, isWord, pairs, parseAnswer, wordOf, type AnswerDocument } from './document.ts';
import type { YAMLMap, YAMLSeq } from './document.ts';
import type { Answer, Note, Said, Sheet } from './types.ts';

/**
 * Each of these changes one place of a learner's file and gives the new text: comments and all that was not meant stay.
 * The file has to be `writable`, as `readAnswer` says.
 */

/** Puts the cards into this order. A card takes its comment along; one that had no line gets its text as a comment. */
export function writeOrder(text: string, sheet: Sheet, { order, aside }: Pick<Answer, 'order' | 'aside'>): string {
  const document = parseAnswer(text);
  const lists = { order: listAt(document, 'order'), aside: listAt(document, 'aside') };
  for (const list of Object.values(lists)) giveToFirst(list);
  const had = [...lists.order.items, ...lists.aside.items];
  const take = (id: string): unknown => {
    const at = had.findIndex((item) => wordOf(behind(item, document)) === id);
    return at < 0 ? cardNode(sheet, id) : had.splice(at, 1)[0];
  };
  lists.order.items = order.map(take);
  lists.aside.items = aside.map(take);
  for (const list of Object.values(lists)) list.flow = list.items.length === 0;
  return print(document);
}

/** Says something about a field of a question; empty takes it back. */
export function writeField(text: string, question: string, field: string, value: Said): string {
  const document = parseAnswer(text);
  const fields = mapIn(document, mapIn(document, rootOf(document), 'answers'), question);
  put(document, fields, field, value);
  return print(document);
}

export function addNote(text: string, note: Note): string {
  const document = parseAnswer(text);
  const notes = listAt(document, 'notes');
  notes.flow = false;
  notes.items.push(document.tree.createNode({ line: String(note.line), about: note.about, text: note.text }));
  return print(document);
}

/** Changes the note at this place of the list, from 0. */
export function changeNote(text: string, at: number, key: 'about' | 'text', value: string): string {
  const document = parseAnswer(text);
  const note = behind(listAt(document, 'notes').items[at], document);
  if (isMap(note)) put(document, note, key, value);
  return print(document);
}

export function removeNote(text: string, at: number): string {
  const document = parseAnswer(text);
  const notes = listAt(document, 'notes');
  notes.items.splice(at, 1);
  notes.flow = notes.items.length === 0;
  return print(document);
}

/** A comment above the first item is read as one of the list; it is the item's. */
function giveToFirst(list: YAMLSeq): void {
  const [first] = list.items as YamlNode[];
  if (!first || list.commentBefore == null) return;
  first.commentBefore = list.commentBefore;
  delete list.commentBefore;
}

function cardNode(sheet: Sheet, id: string): YamlNode {
  const node = new Scalar(id);
  const card = sheet.cards.find((one) => one.id === id);
  if (card) node.comment = ` ${card.text}`;
  return node;
}

function rootOf({ tree }: AnswerDocument): YAMLMap {
  if (isMap(tree.contents)) return tree.contents;
  // The comments of a file that says nothing yet stay above.
  return (tree.contents = tree.createNode({}) as YAMLMap as never);
}

function mapIn(document: AnswerDocument, parent: YAMLMap, key: string): YAMLMap {
  const there = find(parent, key);
  if (isMap(there)) return there;
  const made = document.tree.createNode(there ? plainOf(document, there) : {}) as YAMLMap;
  replace(document, parent, key, made);
  return made;
}

function listAt(document: AnswerDocument, key: string): YAMLSeq {
  const root = rootOf(document);
  const there = find(root, key);
  if (isSeq(there)) return there;
  const made = document.tree.createNode([]) as YAMLSeq;
  replace(document, root, key, made);
  return made;
}

const find = (parent: YAMLMap, key: string): unknown => pairs(parent).find((one) => one.key === key)?.pair.value;

/** What an alias stands for, as a map of its own: a change must not reach its other uses. */
const plainOf = (document: AnswerDocument, node: unknown): object => {
  const target = behind(node, document);
  return isMap(target) ? (target.toJS(document.tree) as object) : {};
};

/** Sets the value of a key, and keeps the comments that stood at the old one. */
function replace(document: AnswerDocument, parent: YAMLMap, key: string, value: YamlNode): void {
  const pair = pairs(parent).find((one) => one.key === key)?.pair;
  if (!pair) return void parent.items.push(document.tree.createPair(key, value) as never);
  const old = pair.value;
  if (old) {
    if (old.comment != null) value.comment = old.comment;
    if (old.commentBefore != null) value.commentBefore = old.commentBefore;
  }
  pair.value = value;
}

function put(document: AnswerDocument, map: YAMLMap, key: string, value: Said): void {
  const there = behind(find(map, key), document);
  const same = typeof value === 'string' && isWord(there) && wordOf(there) === value;
  if (same) return;
  const made = document.tree.createNode(value) as YamlNode;
  // An empty text is written as nothing: it stands for “not answered yet”.
  if (value.length === 0) return replace(document, map, key, blank());
  replace(document, map, key, made);
}

function blank(): YamlNode {
  const node = new Scalar('');
  node.type = 'PLAIN';
  return node;
}

const print = ({ tree }: AnswerDocument): string => tree.toString({ lineWidth: 0 });
