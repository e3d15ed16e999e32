const harmless = { again: 'yes', because: 'same-end' };

export const answers = {
  'POST /orders': { again: 'no', because: 'one-more' },
  'DELETE /notes/5': harmless,
  'GET /orders?page=2': harmless,
  'GET /orders/7': { again: 'yes', because: 'only-reads' },
};
