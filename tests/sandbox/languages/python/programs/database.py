import sqlite3
db = sqlite3.connect('shop.db')
db.row_factory = sqlite3.Row
db.executescript('''
PRAGMA foreign_keys = ON;
CREATE TABLE owners (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER NOT NULL REFERENCES owners (id), text TEXT CHECK (length(text) < 20), score REAL DEFAULT 1.5);
CREATE INDEX by_owner ON notes (owner);
''')
with db:
    db.executemany('INSERT INTO owners (name) VALUES (?)', [('Ann',), ('Bob',)])
    print(db.execute('INSERT INTO notes (owner, text) VALUES (:o, :t)', {'o': 1, 't': 'é'}).lastrowid, db.total_changes)
for sql, args in [("INSERT INTO owners (name) VALUES ('Ann')", ()), ('INSERT INTO notes (owner) VALUES (9)', ()), ("SELEC 1", ()), ('SELECT * FROM nothing', ()), ('INSERT INTO notes (owner, text) VALUES (1, ?)', ('x' * 30,)), ('SELECT ?', ())]:
    try:
        with db: db.execute(sql, args)
    except sqlite3.Error as error:
        print(type(error).__name__, '-', error)
print([dict(row) for row in db.execute('SELECT n.*, o.name FROM notes n JOIN owners o ON o.id = n.owner')])
print([tuple(row) for row in db.execute("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 4) SELECT n, n * n FROM c")])
print(tuple(db.execute("SELECT json_extract('{\"a\": [1, 2]}', '$.a[1]'), group_concat(name, '+'), typeof(1.0) FROM owners").fetchone()))
db.create_function('shout', 1, lambda text: text.upper() + '!')
print(db.execute('SELECT shout(name) FROM owners ORDER BY name DESC').fetchall()[0][0], db.in_transaction)
db.execute("UPDATE owners SET name = 'Zed' WHERE id = 2"); db.rollback()
print(db.execute('SELECT name FROM owners WHERE id = 2').fetchone()['name'], db.execute('SELECT count(*) FROM notes').fetchone().keys())
db.close()
try: db.execute('SELECT 1')
except sqlite3.ProgrammingError as error: print(error)
print(sqlite3.connect('shop.db').execute('SELECT name FROM owners').fetchall(), open('shop.db', 'rb').read(15))
