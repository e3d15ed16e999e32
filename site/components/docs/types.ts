/** What `/authoring/components/` says about a component. The build holds lessons to the same list of properties. */
export interface ComponentDoc {
  name: string;
  /** What it is for, in one or two sentences. */
  purpose: string;
  properties: Property[];
  /** What stands between its tags, if anything may. */
  inside?: string;
  rules: string[];
}

export interface Property {
  name: string;
  type: string;
  what: string;
  required?: true;
  default?: string;
}

/** The properties that runnable blocks and questions share. */
export const id: Property = {
  name: 'id',
  type: 'string',
  required: true,
  what: 'Unique in the lesson, of a–z, 0–9 and -. Answers are kept under it, so it stays when words change.',
};

export const options: Property = {
  name: 'options',
  type: '{ text, why, correct? }[]',
  required: true,
  what: 'Two or more. Every option has a reason; at least one is correct and one is not.',
};
