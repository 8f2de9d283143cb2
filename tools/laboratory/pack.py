#!/usr/bin/env python3
"""Packs what record.py left in FROM/RECORDING as TO/RECORDING/recording.tar.zst, with its truth.json: pack.py FROM TO [RECORDING...]"""
import json
import pathlib
import subprocess
import sys

from programs import PROGRAMS
from record import split

VERDICTS = {'label-leak': ['label'], 'plain-leak': ['no-label'], 'innocent': ['steady', 'watch']}
# A label that costs little may be watched, too, where the application leaks.
WHAT = {'label-leak': 'every new value makes series that are never removed',
        'plain-leak': 'the application leaks',
        'innocent': 'nothing leaks; values come and cost little, or go'}


def truth(recording, made):
    name, role, slow = split(recording)
    program = PROGRAMS[name]
    labels = program.labels if role == 'label-leak' else []
    dropped = {} if made['dropHour'] is None else {'firstReplicaTakesNoNewValuesFromHour': made['dropHour']}
    return {'workload': recording, 'program': name, 'role': role, 'speed': 'slow' if slow else 'fast',
            'versions': made['version'], 'daySeconds': made['daySeconds'], 'days': made['days'], **dropped, 'what': WHAT[role],
            'environments': {'prod': {'verdicts': VERDICTS[role], 'labels': labels},
                             'test': {'verdicts': ['steady'], 'labels': []}}}


def main():
    source, target = map(pathlib.Path, sys.argv[1:3])
    for recording in sys.argv[3:] or sorted(folder.name for folder in source.iterdir()):
        out = target / recording
        out.mkdir(parents=True, exist_ok=True)
        tar = subprocess.Popen([
            'tar', '-C', str(source / recording), '--sort=name', '--owner=0', '--group=0', '--numeric-owner',
            '--mtime=2026-11-19T00:00Z', '--mode=u=rw,go=r,a+X', '-cf', '-', 'memory', 'scrapes'], stdout=subprocess.PIPE)
        subprocess.run(['zstd', '-q', '-f', '-19', '--long=27', '-o', str(out / 'recording.tar.zst')],
                       stdin=tar.stdout, check=True)
        made = json.loads((source / recording / 'made.json').read_text())
        (out / 'truth.json').write_text(json.dumps(truth(recording, made), indent=2) + '\n')


if __name__ == '__main__':
    main()
