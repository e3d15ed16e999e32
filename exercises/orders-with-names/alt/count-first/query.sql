-- First the numbers, then the names; coalesce gives a number to whoever has none.
WITH counted AS (
  SELECT customer_id, count(*) AS orders
  FROM orders
  WHERE status IN ('paid', 'sent')
  GROUP BY customer_id
)
SELECT customers.id, customers.name, coalesce(counted.orders, 0) AS orders
FROM customers
LEFT JOIN counted ON counted.customer_id = customers.id
ORDER BY 2, 1
