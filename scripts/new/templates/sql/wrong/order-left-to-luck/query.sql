SELECT title, cents
FROM books
WHERE stock > 0;
