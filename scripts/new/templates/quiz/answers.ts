export interface Answer {
  again: 'yes' | 'no';
  because: 'only-reads' | 'same-end' | 'one-more' | 'no-answer';
}

// TODO: put an answer in the place of each `undefined`, such as { again: 'no', because: 'no-answer' }.
export const answers: Record<string, Answer | undefined> = {
  'GET /orders/7': undefined,
  'GET /orders?page=2': undefined,
  'DELETE /notes/5': undefined,
  'POST /orders': undefined,
};
