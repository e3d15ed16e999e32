SELECT customers.id, customers.name, count(*) AS orders
FROM customers
JOIN orders ON orders.customer_id = customers.id
WHERE orders.status <> 'cancelled'
GROUP BY customers.id
ORDER BY customers.name, customers.id;
