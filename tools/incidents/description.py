"""What a kind of incident is: plain data, without chance. circumstances.py draws the rest."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Family:
    """A metric family. A label is a tuple of values to choose from, or a text with placeholders that each birth fills."""
    name: str
    type: str
    labels: dict = field(default_factory=dict)
    bounds: tuple = ()         # of a histogram its buckets, of a summary its quantiles
    typical: float = 1.0       # the size of what a histogram, summary or gauge measures

    def grown(self, values):
        """The label values of one newborn child; no value where the family has no such placeholder."""
        return {name: text.format_map(values) if isinstance(text, str) else values["choose"](text) for name, text in self.labels.items()}


@dataclass(frozen=True)
class Growth:
    """Label values that keep appearing, and the families that take them."""
    values: dict               # placeholder -> maker in values.py
    families: tuple
    share: tuple = (1.0, 1.0)  # of the container's growth, that these children make
    per_day: tuple = ()        # values a day, where the pace does not decide
    patterns: tuple = ("traffic", "even", "bursty")
    product: bool = False      # combinations of old values, instead of new values
    hours_to_live: tuple = ()  # after which a value is removed
    removed: float = 1.0       # the share of values that are removed then
    object_bytes: tuple = ()   # what the application keeps for each value, beside its metrics
    witnesses: dict = field(default_factory=dict)  # gauge -> how much each value adds


@dataclass(frozen=True)
class Leak:
    """Memory that grows without any label."""
    driver: str = "requests"   # or time
    form: str = "unbounded"    # or saturating, or backlog, which comes and goes
    place: str = "heap"        # or native, or page cache
    witnesses: dict = field(default_factory=dict)  # gauge -> bytes that one of it stands for


@dataclass(frozen=True)
class Kind:
    name: str
    after: str                 # the report, or the reported behaviour
    trap: str                  # what a judge may stumble over
    runtime: str
    namespace: str
    workload: str
    container: str
    stable: tuple              # families with a bounded set of children
    verdicts: tuple
    labels: tuple = ()
    growths: tuple = ()
    leak: Leak = None
    paces: tuple = ("slow", "fast")
    restarts: tuple = ("none", "nightly", "deploys", "out-of-memory")
    replicas: tuple = (1, 2, 3, 4)
    days: tuple = (4, 5, 6, 7)
    shapes: tuple = ("diurnal", "office", "flat")
    fresh: bool = False        # its processes begin with the period
    page_cache: bool = False   # log files in the working set, which rotation drops
    canary: bool = False       # one replica of a new version grows, from the middle of the week
    workload_kind: str = "deployment"
    bystander: bool = True     # another cheap label may grow beside

    @property
    def guilty(self):
        return bool(self.labels)


def counter(name, /, **labels):
    return Family(name, "counter", labels)


def gauge(name, typical, /, **labels):
    return Family(name, "gauge", labels, typical=typical)


def histogram(name, buckets, typical, /, **labels):
    return Family(name, "histogram", labels, buckets, typical)


def summary(name, quantiles, typical, /, **labels):
    return Family(name, "summary", labels, quantiles, typical)
