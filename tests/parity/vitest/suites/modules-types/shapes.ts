export interface Shape {
  area: number;
}
export type Name = string;
export enum Level {
  Low = 1,
  High,
}
export const enum Fixed {
  One = 'one',
}
export abstract class Base {
  constructor(protected readonly level: Level) {}
}
export namespace Tools {
  export const hammer = 'hammer';
}
