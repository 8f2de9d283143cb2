#!/usr/bin/env python3
"""What was recorded, lifetime by lifetime: look.py FOLDER... (of record.py's, unpacked)."""
import json
import pathlib
import re
import sys

FLOORS = [r'jvm_memory_used_bytes\{[^}]*id="Tenured Gen"[^}]*\}', 'jvm_gc_live_data_size_bytes', 'nodejs_heap_size_used_bytes',
          'go_memstats_heap_inuse_bytes', 'go_memstats_heap_alloc_bytes']


def readings(folder):
    memory = {}
    for file in sorted(folder.glob('metric-stream/*/*/*/*/*/*')):
        for line in file.read_text().splitlines():
            record = json.loads(line)
            if record['metric_name'] == 'pod_memory_working_set':
                memory.setdefault(record['dimensions']['FullPodName'], []).append(
                    (record['timestamp'] / 1000, record['value']['max']))
    return memory


def scrapes(folder):
    from datetime import datetime, timezone
    for pod in sorted(folder.glob('scrapes/*/*/pod=*')):
        rows = []
        for file in sorted(pod.glob('*/*.prom')):
            body = file.read_text()
            at = datetime.strptime(file.stem, '%Y-%m-%dT%H-%M-%SZ').replace(tzinfo=timezone.utc).timestamp()
            start = float(re.search(r'(?m)^process_start_time_seconds (\S+)', body)[1])
            floors = {}
            for i, name in enumerate(FLOORS):
                found = re.search('(?m)^' + name + r' (\S+)', body)
                if found:
                    floors[i] = float(found[1])
            rows.append((at, start, sum(1 for line in body.splitlines() if line and line[0] != '#'), floors))
        yield pod.name[4:], rows


def main():
    for folder in map(pathlib.Path, sys.argv[1:]):
        memory = readings(folder)
        for pod, rows in scrapes(folder):
            for start in sorted({row[1] for row in rows}):
                life = [row for row in rows if row[1] == start]
                begin, end = life[0][0], life[-1][0]
                inside = sorted(r for r in memory[pod] if begin <= r[0] <= end)
                parts = [[m / 2**20 for _, m in inside[len(inside) * i // 6:len(inside) * (i + 1) // 6]] for i in range(6)]
                print('%-34s %5.1f h %3d scrapes  series %5d -> %5d  RSS MB (min-max by sixths) %s' % (
                    pod, (end - begin) / 3600, len(life), life[0][2], life[-1][2],
                    ' '.join('%.0f-%.0f' % (min(p), max(p)) for p in parts if p)))
                for i in sorted(life[-1][3]):
                    lows = []
                    for k in range(6):
                        part = [row[3][i] for row in life[len(life) * k // 6:len(life) * (k + 1) // 6] if i in row[3]]
                        lows.append('%.1f-%.1f' % (min(part) / 2**20, max(part) / 2**20) if part else '-')
                    print('%36s %-44s %s' % ('', FLOORS[i][:44], ' '.join(lows)))


if __name__ == '__main__':
    main()
