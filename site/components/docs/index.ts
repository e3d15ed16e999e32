import { asking } from './asking.ts';
import { reading } from './reading.ts';
import { running } from './running.ts';
import type { ComponentDoc } from './types.ts';

export type { ComponentDoc, Property } from './types.ts';

/** Every component that a lesson may use, in the order of `/authoring/components/`. */
export const componentDocs: ComponentDoc[] = [...asking, ...running, ...reading];

/** @throws {Error} when nobody has documented the component. */
export function docOf(component: string): ComponentDoc {
  const found = componentDocs.find(({ name }) => name === component);
  if (!found) throw new Error(`<${component}> is not described in site/components/docs/.`);
  return found;
}
