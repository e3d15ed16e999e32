def app(environ):
    if environ
        return 1
