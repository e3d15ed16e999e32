-- TODO: every customer once, with the number of orders that were not cancelled, in the order of the names.
SELECT customers.id, customers.name, orders.id AS orders
FROM customers
JOIN orders ON orders.customer_id = customers.id;
