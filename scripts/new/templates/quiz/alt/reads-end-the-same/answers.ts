// What only reads leaves the same behind, too.
export const answers = {
  'GET /orders/7': { again: 'yes', because: 'same-end' },
  'GET /orders?page=2': { again: 'yes', because: 'same-end' },
  'DELETE /notes/5': { again: 'yes', because: 'same-end' },
  'POST /orders': { again: 'no', because: 'one-more' },
};
