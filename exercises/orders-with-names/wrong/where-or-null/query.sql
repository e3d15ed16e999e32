SELECT customers.id, customers.name, count(orders.id) AS orders
FROM customers
LEFT JOIN orders ON orders.customer_id = customers.id
WHERE orders.status <> 'cancelled' OR orders.id IS NULL
GROUP BY customers.id
ORDER BY customers.name, customers.id;
