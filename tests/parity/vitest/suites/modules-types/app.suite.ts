import { expect, expectTypeOf, assertType, test } from 'vitest';
import { Base, Fixed, Level, Name, Shape, Tools } from './shapes.ts';
import type { Nothing } from './nowhere.ts';

class Circle extends Base implements Shape {
  area = 3;
  get isLow() {
    return this.level === Level.Low;
  }
}
const name: Name = 'circle' satisfies string;
test('classes', () => expect(new Circle(Level.High).isLow).toBe(true));
test('enums', () => expect([Level[2], Fixed.One, Tools.hammer, name!]).toEqual(['High', 'two', 'hammer', 'circle']));
test('types', () => {
  expectTypeOf<Nothing>().toBeAny();
  expectTypeOf(name).toBeString();
  assertType<string>(name);
});
