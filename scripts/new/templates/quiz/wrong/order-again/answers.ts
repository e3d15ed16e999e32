export const answers = {
  'GET /orders/7': { again: 'yes', because: 'only-reads' },
  'GET /orders?page=2': { again: 'yes', because: 'only-reads' },
  'DELETE /notes/5': { again: 'yes', because: 'same-end' },
  'POST /orders': { again: 'yes', because: 'same-end' },
};
