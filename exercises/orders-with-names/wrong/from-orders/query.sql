SELECT customers.id, customers.name, count(orders.id) AS orders
FROM orders
LEFT JOIN customers ON customers.id = orders.customer_id
WHERE orders.status <> 'cancelled'
GROUP BY customers.id
ORDER BY customers.name, customers.id;
