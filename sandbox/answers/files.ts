/** Where an exercise without code keeps what it asks, and where a learner answers. */

/** The folder of an exercise whose files are to be read and not changed, like the suite; they stand in its `tests`. */
export const askedFolder = 'asked/';
export const isAsked = (path: string): boolean => path.startsWith(askedFolder);
export const sheetFile = `${askedFolder}sheet.yml`;
export const answerFile = 'answer.yml';
