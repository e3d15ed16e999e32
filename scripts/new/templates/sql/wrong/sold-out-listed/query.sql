SELECT title, cents
FROM books
ORDER BY cents, title;
