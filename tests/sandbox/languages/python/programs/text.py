import json, re, string, textwrap, unicodedata
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
print(json.dumps({'ä': [1, 2.5, None, True], 'b': {'c': '\u2028'}}, sort_keys=True, indent=2, ensure_ascii=False))
print(json.loads('[1e3, -0.0, "\\u00e9", {"a": []}]'), json.dumps(1 / 3), json.dumps('\x7f\n'))
print(re.findall(r'(?P<y>\d{4})-(\d\d)', '2024-05 and 1999-12'), re.sub(r'(\w+)@(\w+)', r'\2 at \1', 'me@here'))
print(re.split(r'\s*,\s*', 'a , b,c ,d'), re.fullmatch('[a-z]+', 'abc'), re.compile('a|b', re.I))
print(f'{3.14159:.2f} {255:#x} {255:08b} {1234567:,} {"left":<8}| {"right":>8}| {0.25:%} {12:e}', '%s %5.1f %r' % ('a', 2.25, 'q'))
print('straße'.upper(), 'ß'.casefold(), 'İ'.lower().encode(), unicodedata.normalize('NFD', 'é').encode())
print(Counter('mississippi').most_common(2), dict(defaultdict(list, {1: [2]})), deque([1, 2, 3], maxlen=2))
print(namedtuple('P', 'x y')(1, y=2), textwrap.fill('the quick brown fox jumps', 12), string.Template('$a b').substitute(a=1))
print(sorted(['b', 'A', 'c'], key=str.lower), list(map(repr, ["'", '"', '\n', b'\xff'])), 'a\tb'.expandtabs(4))
print(bytes.fromhex('00ff').hex('-'), 'häß'.encode('latin-1'), b'\xc3\xa4'.decode(), int('ff', 16), float('1e-7'), 0.1 + 0.2)
print(10**30, -7 // 2, -7 % 3, divmod(7, -2), round(2.5), round(-0.5), 2**0.5, complex(1, 2) ** 2)
