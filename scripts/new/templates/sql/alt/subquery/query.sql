-- First who is left, then what they cost.
WITH left_over AS (SELECT id FROM books WHERE stock <> 0)
SELECT books.title, books.cents
FROM left_over JOIN books USING (id)
ORDER BY 2 ASC, 1 ASC
