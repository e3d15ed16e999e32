SELECT customers.id, customers.name, count(*) AS orders
FROM customers
JOIN orders ON orders.customer_id = customers.id
WHERE orders.status <> 'cancelled'
GROUP BY customers.id
UNION ALL
SELECT id, name, 0
FROM customers
WHERE id NOT IN (SELECT customer_id FROM orders WHERE status <> 'cancelled')
ORDER BY name, id;
