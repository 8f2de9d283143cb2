"""Processes of a pod: everything that carries its mark in the environment, whoever its parent is by now."""
import ctypes
import os
import pathlib
import re
import signal
import subprocess
import time

MARK = 'LABORATORY_POD'
_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """A daemon that a program leaves behind (Erlang's epmd, a worker of gunicorn) becomes ours, so that it can be waited for."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def by_pod():
    """The process ids of each pod."""
    pods = {}
    for folder in os.listdir('/proc'):
        if folder.isdigit():
            try:
                environment = pathlib.Path('/proc', folder, 'environ').read_bytes()
            except OSError:
                continue
            found = re.search(rb'(?:^|\0)' + MARK.encode() + rb'=([^\0]+)', environment)
            if found:
                pods.setdefault(found[1].decode(), []).append(int(folder))
    return pods


def start(pod, command, folder, log, environment=None):
    return subprocess.Popen(['nice', '-n', '10'] + command, cwd=folder, start_new_session=True,
                            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                            env={**os.environ, **(environment or {}), MARK: pod})


def end(pod, process=None):
    """Kills until nothing of the pod is left."""
    for _ in range(200):
        ids = by_pod().get(pod, [])
        for number in ids:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if process:
            process.wait()
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            pass
        if not ids:
            return
        time.sleep(0.02)
    raise OSError('processes of %s live on: %s' % (pod, ids))


def resident(ids):
    """Bytes of anonymous, mapped and shared pages in memory, of all the processes together."""
    sums = [0, 0, 0]
    for number in ids:
        try:
            status = pathlib.Path('/proc/%d/status' % number).read_text()
        except OSError:
            continue
        for i, name in enumerate(('RssAnon', 'RssFile', 'RssShmem')):
            found = re.search(name + r':\s+(\d+) kB', status)
            if found:
                sums[i] += int(found[1]) * 1024
    return sums


def page_cache(folder):
    """Bytes of the folder's files that are in memory."""
    files = [str(file) for file in pathlib.Path(folder).rglob('*') if file.is_file()]
    if not files:
        return 0
    out = subprocess.run(['fincore', '-b', '-n', '-o', 'RES'] + files, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return sum(int(size) for size in out.stdout.split())
