/** The key of a question in the record: ids are unique in their lesson. */
export const questionKey = (lesson: string, id: string): string => `${lesson}#${id}`;
