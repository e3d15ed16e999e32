export const answers = {
  'GET /orders/7': { again: 'yes', because: 'only-reads' },
  'GET /orders?page=2': { again: 'yes', because: 'only-reads' },
  'DELETE /notes/5': { again: 'no', because: 'one-more' },
  'POST /orders': { again: 'no', because: 'one-more' },
};
