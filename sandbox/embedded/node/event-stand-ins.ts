/**
 * A Proxy of an EventTarget is one itself in Node, whose EventTarget is JavaScript; browsers refuse it. Libraries rely on
 * the former, so such an object gets a target that stands in for it.
 */
const standIns = new WeakMap<object, EventTarget>();

type Native = Pick<EventTarget, 'removeEventListener' | 'dispatchEvent'>;

/** `target` where the browser takes it, else what stands in for it; what is no EventTarget at all comes back as it is. */
export function acceptable(target: EventTarget, { removeEventListener }: Native): EventTarget {
  try {
    Reflect.apply(removeEventListener, target, ['', null]);
    return target;
  } catch {
    if (!inherits(target)) return target;
    let standIn = standIns.get(target);
    if (!standIn) standIns.set(target, (standIn = new EventTarget()));
    return standIn;
  }
}

/** Reads a property, as a Proxy may say that it inherits from something else. */
const inherits = (target: unknown): target is EventTarget =>
  typeof target === 'object' && target !== null && Reflect.get(target, 'dispatchEvent') === EventTarget.prototype.dispatchEvent; // prettier-ignore

/** What `dispatchEvent` becomes: listeners read the object as it was given as the event's target. */
export function createDispatch(native: Native, scope: object) {
  return function dispatchEvent(this: unknown, event: Event): boolean {
    const given = (this ?? scope) as EventTarget;
    const target = acceptable(given, native);
    if (target !== given && event instanceof Event) {
      for (const name of ['target', 'currentTarget']) {
        Object.defineProperty(event, name, { value: given, configurable: true, enumerable: true });
      }
    }
    return Reflect.apply(native.dispatchEvent, target, [event]) as boolean;
  };
}
