export interface Answer {
  again: 'yes' | 'no';
  because: 'only-reads' | 'same-end' | 'one-more' | 'no-answer';
}

export const answers: Record<string, Answer | undefined> = {
  'GET /orders/7': { again: 'yes', because: 'only-reads' },
  'GET /orders?page=2': { again: 'yes', because: 'only-reads' },
  'DELETE /notes/5': { again: 'yes', because: 'same-end' },
  'POST /orders': { again: 'no', because: 'one-more' },
};
