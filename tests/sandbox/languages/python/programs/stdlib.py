import json, sys
def read(text):
    return json.loads(text)
print('before')
read('{"a": }')
