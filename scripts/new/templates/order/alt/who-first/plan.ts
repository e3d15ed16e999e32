// Between reading the text and checking it, there is time to ask who it is.
const reading = ['parse the body as JSON', 'find out who sent the token'];
const writing = ['insert the row', 'answer 201 with the note'];

export const plan = [...reading, 'check that the text has 1 to 1,000 characters', ...writing];
