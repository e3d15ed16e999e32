/** Brings a page that lives to what the server would draw now, and leaves alone what did not change there. */

/**
 * `before` and `after` are what the server drew then and draws now; `live` began as `before` and may have changed since:
 * folded panels, answers, what was typed. Only what differs between the two drawings is touched. Elements with a script
 * of their own (custom elements) and those that `isOwned` are never changed inside: the first are replaced when their
 * drawing differs, the second left to whoever owns them.
 */
export function morph(live: Element, before: Element, after: Element, isOwned: (element: Element) => boolean): void {
  if (before.isEqualNode(after) || isOwned(live)) return;
  if (!isSame(before, after) || live.localName.includes('-')) return live.replaceWith(copy(after));
  for (const { name } of before.attributes) if (!after.hasAttribute(name)) live.removeAttribute(name);
  for (const { name, value } of after.attributes) {
    if (before.getAttribute(name) !== value) live.setAttribute(name, value);
  }
  const there = [...live.childNodes];
  // A script has put something in or taken something out: which child is which cannot be told any more.
  const known = there.length === before.childNodes.length && there.every((node, at) => isKin(node, before.childNodes[at]!)); // prettier-ignore
  if (!known) return live.replaceChildren(...[...after.childNodes].map(copy));
  morphChildren(live, [...before.childNodes], [...after.childNodes], isOwned);
}

/** Children that are drawn as before keep their place; between two of them, old ones become new ones in order. */
function morphChildren(live: Element, before: Node[], after: Node[], isOwned: (element: Element) => boolean): void {
  const there = [...live.childNodes];
  let [from, to] = [0, 0];
  for (const [keptBefore, keptAfter] of [...commonNodes(before, after), [before.length, after.length] as const]) {
    const next = there[keptBefore] ?? null;
    while (from < keptBefore || to < keptAfter) {
      const [old, fresh] = [from < keptBefore ? before[from] : undefined, to < keptAfter ? after[to] : undefined];
      const node = there[from];
      if (old && fresh && isKin(old, fresh) && isElement(old) && isElement(fresh) && isElement(node!)) {
        morph(node, old, fresh, isOwned);
        [from, to] = [from + 1, to + 1];
      } else if (old && (!fresh || keptBefore - from > keptAfter - to || !isElement(old))) {
        node?.remove();
        from += 1;
      } else if (fresh) {
        live.insertBefore(copy(fresh), (from < keptBefore ? there[from] : next) ?? null);
        to += 1;
      }
    }
    [from, to] = [keptBefore + 1, keptAfter + 1];
  }
}

/** The longest list of children that both drawings have, in order, as pairs of places. */
function commonNodes(a: Node[], b: Node[]): [number, number][] {
  const equal = a.map((one) => b.map((other) => one.isEqualNode(other)));
  const lengths = [...a, undefined].map(() => [...b, undefined].map(() => 0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = equal[i]![j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (equal[i]![j]) pairs.push([i++, j++]);
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) i++;
    else j++;
  }
  return pairs;
}

const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;
const isKin = (a: Node, b: Node) => a.nodeType === b.nodeType && a.nodeName === b.nodeName;
const isSame = (a: Element, b: Element) => a.localName === b.localName && a.id === b.id;
const copy = (node: Node) => document.importNode(node, true);
