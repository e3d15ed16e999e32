SELECT book.cents AS cents, book.title AS title
FROM books AS book
WHERE NOT EXISTS (SELECT 1 FROM books AS gone WHERE gone.id = book.id AND gone.stock = 0)
ORDER BY book.cents, book.title;
