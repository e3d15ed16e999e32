import abc, calendar, errno, sys, typing
print(sys.version_info[:2], sys.platform)
print(typing.Optional[str], calendar.MONDAY)
class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
try: Shape()
except TypeError as error: print(error)
try: open('no')
except OSError as error: print(error, errno.errorcode[error.errno])
