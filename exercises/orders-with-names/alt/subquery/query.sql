-- One small question for each customer; count(*) of no rows is 0.
SELECT
  id,
  name,
  (SELECT count(*) FROM orders WHERE customer_id = customers.id AND status <> 'cancelled') AS orders
FROM customers
ORDER BY name, id;
