import helper

def run(values):
    try:
        return helper.pick(values, 5)
    except IndexError as error:
        raise LookupError('no fifth value') from error

def outer():
    try:
        run([1, 2])
    finally:
        print('cleaned')

outer()
