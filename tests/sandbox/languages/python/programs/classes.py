import abc, contextlib, dataclasses, enum, functools, itertools, typing
from dataclasses import dataclass, field

@dataclass(order=True, frozen=True)
class Item:
    price: int
    name: str = field(compare=False)
    tags: list = field(default_factory=list, compare=False)

class Colour(enum.Enum):
    RED = 'r'
    BLUE = 'b'

class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    def double(self): return self.area() * 2

class Square(Shape):
    __slots__ = ('side',)
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
    def __repr__(self): return f'Square({self.side})'

print(Item(1, 'a'), Item(1, 'a') < Item(2, 'b'), dataclasses.asdict(Item(3, 'c', ['x'])), dataclasses.replace(Item(1, 'a'), price=9))
print(list(Colour)[0], Colour('r').name, Colour.RED is Colour['RED'], Square(3).double, [Square(2)])
for attempt in (lambda: setattr(Item(1, 'a'), 'price', 2), lambda: Colour('x'), lambda: {}['k'], lambda: [][1], lambda: int('x'), lambda: None.x, lambda: 1 + '1', lambda: len(5)):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, '-', error)

def numbers():
    received = 0
    try:
        while received is not None:
            received = yield received
    finally:
        print('closed')
talk = numbers(); next(talk); print(talk.send(4)); talk.close()
print(list(itertools.islice(itertools.accumulate(itertools.count(1)), 5)))
@functools.lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), functools.reduce(lambda a, b: a * b, range(1, 6)))
@contextlib.contextmanager
def noted(name):
    print('enter', name)
    try: yield name
    except KeyError as error: print('swallowed', error)
    finally: print('leave', name)
with noted('a'), noted('b') as b: raise KeyError(b)
match {'kind': 'point', 'at': [1, 2]}:
    case {'kind': 'point', 'at': [x, y]}: print('point', x, y)
def typed(a: int, *, b: typing.Optional[str] = None) -> list[int]: ...
print(list(typing.get_type_hints(typed)), typed.__kwdefaults__)
print((lambda *a, **k: (a, k))(1, *[2], **{'x': 3}), [y := 3, y ** 2], {**{'a': 1}, 'b': 2} | {'c': 3})
