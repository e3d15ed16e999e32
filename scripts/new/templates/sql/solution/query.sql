SELECT title, cents
FROM books
WHERE stock > 0
ORDER BY cents, title;
