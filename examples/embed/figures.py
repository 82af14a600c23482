"""figures.py - the headline indicators of reports, a line each. usage: python3 figures.py FILE…"""
import sys

import zhibiao

for path in sys.argv[1:]:
    try:
        document = zhibiao.extract(path)
    except zhibiao.Error as error:
        sys.exit(f"figures.py: {error}")
    for o in document:
        if o.indicator and o.value is not None:
            print(document.name, o.line, o.indicator, o.measure, o.period, o.status, o.value, o.unit, sep="\t")
