-- Match every order, and choose while counting.
SELECT c.id, c.name, count(*) FILTER (WHERE o.status <> 'cancelled') AS orders
FROM customers AS c
LEFT JOIN orders AS o ON o.customer_id = c.id
GROUP BY c.id, c.name
ORDER BY c.name, c.id;
