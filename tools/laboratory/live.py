#!/usr/bin/env python3
"""What a series costs in the process, of programs in Go: live.py RECORDING-FOLDER... Growth of the heap's floor (the lowest allocation of a
sixth of a lifetime) over that of the exposed lines, from the second sixth to the last; median of the lifetimes in production."""
import pathlib
import re
import statistics
import subprocess
import sys
import tarfile

for folder in map(pathlib.Path, sys.argv[1:]):
    unpacked = subprocess.Popen(['zstd', '-dc', '--long=27', str(folder / 'recording.tar.zst')], stdout=subprocess.PIPE)
    lifetimes = {}
    archive = tarfile.open(fileobj=unpacked.stdout, mode='r|')
    for member in archive:
        if not member.isfile() or not member.name.startswith('scrapes/environment=prod/'):
            continue
        body = archive.extractfile(member).read()
        heap = re.search(rb'(?m)^go_memstats_heap_alloc_bytes (\S+)', body)
        start = re.search(rb'(?m)^process_start_time_seconds (\S+)', body)
        pod, at = member.name.split('/')[3], member.name.split('/')[-1]
        if heap:
            life = round(float(start[1]) / 600) if start else at[:10]
            lifetimes.setdefault((pod, life), []).append((at, float(heap[1]), len(re.findall(rb'(?m)^[^#\n]', body))))
    prices = []
    for scrapes in lifetimes.values():
        part = len(scrapes) // 6
        floors = [min(sorted(scrapes)[i * part:(i + 1) * part], key=lambda scrape: scrape[1]) for i in range(6)] if part > 6 else []
        if floors and floors[5][2] > floors[1][2] + 50:
            prices.append((floors[5][1] - floors[1][1]) / (floors[5][2] - floors[1][2]))
    print(folder.name, '%.0f bytes a series' % statistics.median(prices) if prices else 'tells no heap', ['%.0f' % price for price in prices])
