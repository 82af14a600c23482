"""Documents read from Python. usage: from_python.py read|dicts|nothing FILE…    (PYTHONPATH, ZHIBIAO_LIBRARY)

read: value and indicator of each observation; dicts: all of them as dicts."""
import sys

import zhibiao

what, files = sys.argv[1], sys.argv[2:]
count = 0
for file in files:
    document = zhibiao.extract(file)
    if what == "dicts":
        count += len(document.to_dicts())
    elif what == "read":
        for o in document:
            count += o.indicator is not None and o.value is not None
    else:
        break
print(count)
