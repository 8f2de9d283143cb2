"""What each runtime is like: its usual size, what its metrics library keeps for a child, how its memory moves, what it shows of itself.

The prices are what the container pays in the end. Those of client_golang, Micrometer, prom-client, prometheus_client and Envoy are set around
what was measured on real processes, whose dearest are left out; those of .NET, Ruby, Rust and Erlang are estimates.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Runtime:
    megabytes: tuple           # a container that has no leak
    single: tuple              # bytes of a counter's or gauge's child
    histogram: tuple           # bytes of a histogram's child without its buckets
    bucket: tuple              # bytes of a bucket
    summary: tuple             # bytes of a summary's child with quantiles
    stride: float = 0          # megabytes that the heap takes at once and does not give back
    sawtooth: tuple = ()       # hours between collections
    keeps: bool = False        # freed memory stays with the process
    created: bool = False      # the library writes a line _created beside each child


RUNTIMES = {
    # GOGC=100: the container pays for a live byte 1.5 to 2 times. A summary with quantiles keeps about 68 kB, live.
    "go": Runtime((25, 110), (900, 2200), (900, 1800), (60, 130), (70_000, 136_000)),
    "java": Runtime((190, 360), (900, 4500), (2000, 7000), (120, 600), (2500, 9000), stride=4, keeps=True),
    "python": Runtime((60, 170), (900, 1700), (1500, 3500), (300, 830), (1500, 3500), keeps=True, created=True),
    # prom-client renders all of its text at once, which shows in the resident memory.
    "node": Runtime((60, 150), (800, 3300), (2000, 7000), (250, 2200), (9000, 25_000), stride=1.5, sawtooth=(0.7, 4), keeps=True),
    "dotnet": Runtime((90, 220), (600, 1500), (900, 2200), (60, 160), (1500, 4000), sawtooth=(1, 6)),
    # Names are kept whole as they come from requests; a histogram keeps 2 kB in each of two to four workers, and a parent.
    "envoy": Runtime((45, 110), (600, 1600), (6000, 10_000), (10, 40), (6000, 10_000)),
    "rust": Runtime((15, 60), (350, 900), (500, 1100), (20, 60), (2000, 5000)),
    "ruby": Runtime((90, 220), (800, 2200), (1500, 3500), (300, 800), (1500, 3500), keeps=True),
    "erlang": Runtime((110, 220), (300, 900), (900, 2000), (100, 300), (900, 2000)),
}


def child_price(runtime, family, position):
    """Bytes of one child: `position`, 0 to 1, says where in the range this incident's library is."""
    def within(limits):
        return limits[0] + position * (limits[1] - limits[0])
    if family.type == "histogram":
        return within(runtime.histogram) + (len(family.bounds) + 1) * within(runtime.bucket)
    return within(runtime.summary if family.type == "summary" else runtime.single)


def lines_of_child(runtime, family):
    if family.type == "histogram":
        lines = len(family.bounds) + 3
    elif family.type == "summary":
        lines = len(family.bounds) + 2
    else:
        lines = 1
    return lines + (runtime.created and family.type != "gauge")
