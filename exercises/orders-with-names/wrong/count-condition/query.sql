SELECT customers.id, customers.name, count(orders.status <> 'cancelled') AS orders
FROM customers
LEFT JOIN orders ON orders.customer_id = customers.id
GROUP BY customers.id
ORDER BY customers.name, customers.id;
