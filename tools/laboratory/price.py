#!/usr/bin/env python3
"""What a series costs by the process's own account: price.py FOLDER... (of record.py's, unpacked).

Between the second quarter of a lifetime and its end, growth of the heap's floor over growth of the series. The floor is the
lowest self-reported heap among the scrapes of a window (JVM: live data after the last full collection).
"""
import pathlib
import statistics
import sys

import look

for folder in map(pathlib.Path, sys.argv[1:]):
    prices, floors, births = [], [], []
    for pod, rows in look.scrapes(folder):
        if not pod.endswith('t7b1c'):
            for start in sorted({row[1] for row in rows}):
                life = [row for row in rows if row[1] == start and row[3]]
                if len(life) < 40:
                    continue
                key = next(i for i in (1, 2, 4) if any(i in row[3] for row in life))
                window = len(life) // 4
                low = [min((row for row in life[a:a + window] if row[3].get(key)), key=lambda row: row[3][key])
                       for a in (window, len(life) - window)]
                growth, born = low[1][3][key] - low[0][3][key], low[1][2] - low[0][2]
                floors.append(growth / 2**20)
                births.append(born)
                prices.append(growth / max(1, born))
    print('%-18s floor grows by MB %s, series by %s; bytes a series %s, median %.0f' % (
        folder.name, ' '.join('%.1f' % f for f in floors), ' '.join(map(str, births)),
        ' '.join('%.0f' % p for p in prices), statistics.median(prices)))
