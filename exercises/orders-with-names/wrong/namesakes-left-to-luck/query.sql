SELECT customers.id, customers.name, count(orders.id) AS orders
FROM customers
LEFT JOIN orders
  ON orders.customer_id = customers.id
  AND orders.status <> 'cancelled'
GROUP BY customers.id
ORDER BY customers.name;
