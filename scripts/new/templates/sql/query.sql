-- TODO: only what is in stock, the cheapest first, then by title.
SELECT title, cents, stock
FROM books;
