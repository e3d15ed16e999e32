export const plan = [
  'find out who sent the token',
  'parse the body as JSON',
  'insert the row',
  'check that the text has 1 to 1,000 characters',
  'answer 201 with the note',
];
