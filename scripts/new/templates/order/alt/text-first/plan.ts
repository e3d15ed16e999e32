export const plan = [
  'parse the body as JSON',
  'check that the text has 1 to 1,000 characters',
  'find out who sent the token',
  'insert the row',
  'answer 201 with the note',
];
