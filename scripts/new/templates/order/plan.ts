/** Move lines up and down. In the editor, Alt with an arrow key moves the line that you are in. */
export const plan = [
  // TODO: an order that works, without the line that does not belong.
  'answer 201 with the note',
  'insert the row',
  'ask the browser whether the text is allowed',
  'check that the text has 1 to 1,000 characters',
  'find out who sent the token',
  'parse the body as JSON',
];
