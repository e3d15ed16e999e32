-- Those with orders, and those without.
SELECT id, name, count(*) AS orders
FROM (
  SELECT customers.id, customers.name
  FROM customers, orders
  WHERE orders.customer_id = customers.id AND orders.status <> 'cancelled'
)
GROUP BY id
UNION ALL
SELECT id, name, 0
FROM customers
WHERE NOT EXISTS (
  SELECT 1 FROM orders WHERE orders.customer_id = customers.id AND orders.status <> 'cancelled'
)
ORDER BY name, id;
