export const number = 5;
export const text = 'text';
export const list = [1, 2, 3];
export const object = { a: 1, nested: { method: () => 'real' } };
export function add(a: number, b: number) {
  return a + b;
}
export const arrow = async () => 'real';
export class Service {
  field = 1;
  static make() {
    return new Service();
  }
  get value() {
    return 'real';
  }
  run() {
    return 'real';
  }
}
