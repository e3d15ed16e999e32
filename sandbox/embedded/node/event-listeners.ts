/** Who listens to an EventTarget: browsers do not say, and `events.getEventListeners` does. */
import { acceptable, createDispatch } from './event-stand-ins.ts';

type Listener = EventListenerOrEventListenerObject;
interface Entry {
  listener: Listener;
  capture: boolean;
  /** Hears of the event just before a listener that hears of it once, and takes that off the list. */
  forget: Listener | undefined;
}

type Known = WeakMap<object, Map<string, Entry[]>>;
let known: Known = new WeakMap();
/** On our `addEventListener`: the lists that it keeps, for a second realm over the same targets. */
const lists = Symbol.for('engine-room.listeners');
/** Tells what we replace from what learner code replaces; see tampering.ts. */
const ownPatch = Symbol.for('engine-room.own-patch');

export const listenersOf = (target: object, type: string): Listener[] =>
  (known.get(target)?.get(type) ?? []).map(({ listener }) => listener);

/** Begins to keep the list for all targets of a realm. */
export function watchListeners(scope: Record<string, any>): void {
  const { prototype } = (scope['EventTarget'] ?? {}) as { prototype?: EventTarget };
  if (!prototype) return;
  const { addEventListener, removeEventListener, dispatchEvent } = prototype;
  const native = { removeEventListener, dispatchEvent };
  const kept = (addEventListener as { [lists]?: Known })[lists];
  // Watched twice, each listener would be added twice, and again twice by the next one.
  if (kept) return void (known = kept);
  function add(this: unknown, type: string, listener: Listener | null, options?: boolean | AddEventListenerOptions) {
    const target = acceptable((this ?? scope) as EventTarget, native);
    const given = typeof options === 'object' && options !== null ? options : undefined;
    const capture = Boolean(given ? given.capture : options);
    const isNew = listener && !given?.signal?.aborted && !find(target, `${type}`, listener, capture);
    const entry: Entry | undefined = isNew ? { listener, capture, forget: undefined } : undefined;
    if (entry && given?.once) {
      entry.forget = () => void remove.call(target, type, listener, capture, true);
      Reflect.apply(addEventListener, target, [type, entry.forget, options]);
    }
    const result = Reflect.apply(addEventListener, target, [type, listener, options]) as void;
    if (!entry) return result;
    note(target, `${type}`, entry);
    const drop = () => void remove.call(target, type, listener, capture);
    if (given?.signal) Reflect.apply(addEventListener, given.signal, ['abort', drop, { once: true }]);
    return result;
  }
  function remove(
    this: unknown,
    type: string,
    listener: Listener | null,
    options?: boolean | EventListenerOptions,
    onlyForget = false,
  ) {
    const target = acceptable((this ?? scope) as EventTarget, native);
    const capture = Boolean(typeof options === 'object' && options !== null ? options.capture : options);
    const entry = listener ? find(target, `${type}`, listener, capture) : undefined;
    if (entry) {
      const list = known.get(target)!.get(`${type}`)!;
      list.splice(list.indexOf(entry), 1);
      if (entry.forget) Reflect.apply(removeEventListener, target, [type, entry.forget, capture]);
    }
    if (!onlyForget) Reflect.apply(removeEventListener, target, [type, listener, options]);
  }
  replace(prototype, 'addEventListener', add, 2);
  replace(prototype, 'removeEventListener', remove, 2);
  replace(prototype, 'dispatchEvent', createDispatch(native, scope), 1);
}

const find = (target: object, type: string, listener: Listener, capture: boolean) =>
  known
    .get(target)
    ?.get(type)
    ?.find((each) => each.listener === listener && each.capture === capture);

function note(target: object, type: string, entry: Entry): void {
  const types = known.get(target) ?? new Map<string, Entry[]>();
  known.set(target, types);
  types.set(type, [...(types.get(type) ?? []), entry]);
}

function replace(
  prototype: EventTarget,
  name: 'addEventListener' | 'removeEventListener' | 'dispatchEvent',
  value: object,
  length: number,
) {
  const { enumerable = true } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  Object.defineProperties(value, {
    name: { value: name, configurable: true },
    length: { value: length, configurable: true },
    [ownPatch]: { value: true },
    [lists]: { value: known },
  });
  Object.defineProperty(prototype, name, { value, enumerable, writable: true, configurable: true });
}
