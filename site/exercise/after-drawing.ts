/**
 * Does something once the components show what a signal has just been set to. Preact renders in a microtask, which
 * this one follows: a key that is pressed right after finds the focus where it belongs, which a later frame would
 * not guarantee.
 */
export const afterDrawing = (work: () => void): void => queueMicrotask(work);
