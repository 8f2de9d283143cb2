#!/usr/bin/env python3
"""Memory of what was recorded, pod by pod: look.py FOLDER... (of record.py's, unpacked). MB every four simulated hours: all, and of
that mapped; beside it what the page cache holds of the pod's files."""
import collections
import csv
import pathlib
import sys

for folder in map(pathlib.Path, sys.argv[1:]):
    for file in sorted(folder.glob('memory/*/*.csv')):
        pods = collections.OrderedDict()
        for row in csv.DictReader(file.open()):
            pods.setdefault(row['pod'], []).append([int(row[name]) / 1e6 for name in ('memory_bytes', 'mapped', 'page_cache')])
        for pod, readings in pods.items():
            print(pod, ' '.join('%.0f/%.0f+%.0f' % tuple(reading) for reading in readings[::80]))
