def parts():
    raise ExceptionGroup('several', [ValueError('one'), TypeError('two')])
try:
    parts()
except* ValueError as group:
    print(group.exceptions)
