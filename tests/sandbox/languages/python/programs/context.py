class AppError(Exception):
    def __init__(self, code, text):
        super().__init__(code, text)
        self.add_note('a note')
try:
    {}['missing']
except KeyError:
    raise AppError(404, 'no such thing')
