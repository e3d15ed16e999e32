export function start(): never {
  throw new RangeError('not ready');
}
start();
