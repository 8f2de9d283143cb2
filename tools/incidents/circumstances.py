"""What chance decides of an incident: size, pace, prices, replicas, restarts, environments. Every seed draws anew."""

from dataclasses import dataclass, field

from births import DAY, MONDAY
from runtimes import RUNTIMES, child_price, lines_of_child

MOST_LINES = 60_000          # that one process may expose in the end
MOST_TEXT = 300_000_000      # bytes of all scrapes of an incident, before they are packed
BYTES_OF_LINE = 160
INTERVALS = (15, 20, 30, 45, 60, 90, 120)
SMALLEST_PACE = 0.02         # of the level a day; below, a leak is not one that anybody would look for
SMALLEST_FAST_PACE = 0.2


@dataclass
class Rate:
    """How a growth behaves in one environment."""
    per_day: float
    pattern: str
    price: float             # bytes that the container pays for the metrics of one value
    object_bytes: float
    hours_to_live: float
    pool_size: int


@dataclass
class Circumstances:
    days: int
    replicas: int
    level: float             # bytes
    pace: float              # of the level a day
    restarts: str
    shape: str
    age_days: float = 0      # of processes that run already when the period begins
    interval: int = 60       # minutes between scrapes
    noise: float = 0.01
    memory_of_noise: float = 0.85
    load_share: float = 0.05
    warm_up_share: float = 0.1
    warm_up_hours: float = 0.5
    stride: float = 0
    sawtooth: tuple = ()     # hours, share of the level
    rotation: tuple = ()     # hours between drops of the page cache, share of the level
    requests_per_second: float = 5
    rates: list = field(default_factory=list)
    leak_per_day: float = 0  # bytes
    saturation_days: float = 0.8
    environments: tuple = ()
    late_pod: bool = False


def draw(random, kind):
    runtime = RUNTIMES[kind.runtime]
    level = random.uniform(*runtime.megabytes) * 1e6
    pace_kind = random.choice(kind.paces)
    pace = random.uniform(0.02, 0.06) if pace_kind == "slow" else SMALLEST_FAST_PACE * 10 ** random.random()
    restarts = random.choice([plan for plan in kind.restarts if plan != "out-of-memory" or pace > 0.1])
    drawn = Circumstances(random.choice(kind.days), random.choice(kind.replicas), level, pace, restarts, random.choice(kind.shapes),
                          age_days=random.uniform(0.2, 3))
    if pace_kind == "fast":
        # Few, young and rather small processes, or their scrapes would fill gigabytes.
        drawn.level = random.uniform(runtime.megabytes[0], sum(runtime.megabytes) / 2) * 1e6
        drawn.replicas = min(2, drawn.replicas) if not kind.canary else drawn.replicas
        drawn.age_days = random.uniform(0.05, 0.5)
    if kind.fresh:
        drawn.age_days = random.uniform(0.01, 0.05)
    drawn.noise = random.uniform(0.003, 0.015)
    drawn.memory_of_noise = random.uniform(0.6, 0.97)
    drawn.load_share = random.uniform(0.01, 0.14)
    drawn.warm_up_share = random.uniform(0.03, 0.2)
    drawn.warm_up_hours = random.uniform(0.15, 1.5)
    drawn.stride = runtime.stride * random.uniform(0.5, 2) * 1e6
    drawn.requests_per_second = 10 ** random.uniform(0, 1.6)
    drawn.saturation_days = random.uniform(0.5, 0.9)
    drawn.late_pod = kind.workload_kind == "deployment" and not kind.canary and drawn.replicas > 1 and random.random() < 0.2
    if runtime.sawtooth:
        drawn.sawtooth = (random.uniform(*runtime.sawtooth), random.uniform(0.02, 0.08))
    if kind.page_cache:
        drawn.rotation = (random.uniform(3, 12), random.uniform(0.04, 0.14))
    draw_growth(random, kind, drawn)
    drawn.interval = draw_interval(random, kind, drawn)
    drawn.environments = draw_environments(random)
    return drawn


def longest_life(kind, drawn):
    """Days that a process may live whose values grow."""
    if kind.canary:
        return drawn.days * 0.65
    whole = drawn.days + drawn.age_days
    return {"none": whole, "nightly": 1, "deploys": whole * 0.6 + 0.4 * drawn.age_days, "out-of-memory": 3.5}[drawn.restarts]


def draw_growth(random, kind, drawn):
    runtime, position = RUNTIMES[kind.runtime], random.random()
    most = most_bytes_of_growths(kind, drawn, runtime, position)
    while most and min(most) / drawn.level < SMALLEST_PACE and drawn.replicas > 1 and not kind.canary:
        drawn.replicas -= 1
        most = most_bytes_of_growths(kind, drawn, runtime, position)
    wanted = SMALLEST_FAST_PACE if drawn.pace >= SMALLEST_FAST_PACE else SMALLEST_PACE
    if most and min(most) / drawn.level < wanted:
        # So many lines do not fit into an archive of moderate size: it is a smaller process then, and the leak keeps a tangible pace.
        drawn.level = max(runtime.megabytes[0] * 1e6, min(most) / wanted)
    drawn.pace = min([drawn.pace] + [bytes_a_day / drawn.level for bytes_a_day in most])
    bytes_a_day, without_leak = drawn.pace * drawn.level, 0.0
    for growth in kind.growths:
        price = sum(child_price(runtime, family, position) for family in growth.families)
        kept = random.uniform(*growth.object_bytes) if growth.object_bytes else 0.0
        share = random.uniform(*growth.share)
        per_day = random.uniform(*growth.per_day) if growth.per_day else bytes_a_day * share / (price + kept)
        without_leak += 0 if growth.per_day else share
        hours = random.uniform(*growth.hours_to_live) if growth.hours_to_live else 0.0
        pool_size = int((per_day * longest_life(kind, drawn) * 3) ** 0.5) + 8
        drawn.rates.append(Rate(per_day, random.choice(growth.patterns), price, kept, hours, pool_size))
    if kind.leak and kind.leak.form != "unbounded":
        drawn.leak_per_day = drawn.level * random.uniform(0.05, 0.25)
    elif kind.leak:
        drawn.leak_per_day = bytes_a_day * max(0.0, 1 - without_leak)
    elif kind.guilty and random.random() < 0.25:
        # An application may leak a little of its own beside the label that is to blame.
        drawn.leak_per_day = bytes_a_day * random.uniform(0.03, 0.15)


def most_bytes_of_growths(kind, drawn, runtime, position):
    return [most_bytes_a_day(kind, drawn, growth, runtime, position) for growth in kind.growths if not growth.per_day]


def most_bytes_a_day(kind, drawn, growth, runtime, position):
    """What a growth may cost, as long as the lines that it makes fit into an archive of moderate size."""
    lines = sum(lines_of_child(runtime, family) for family in growth.families)
    price = sum(child_price(runtime, family, position) for family in growth.families)
    price += growth.object_bytes[0] if growth.object_bytes else 0
    growing = 1 if kind.canary else drawn.replicas
    lines_a_day = MOST_LINES / longest_life(kind, drawn)
    # Twelve scrapes a day of a body that is half full in the mean.
    lines_a_day = min(lines_a_day, MOST_TEXT / BYTES_OF_LINE / (growing * 12 * drawn.days * longest_life(kind, drawn) / 2))
    return lines_a_day / lines * price / max(growth.share)


def draw_interval(random, kind, drawn):
    """One of the shortest intervals that keep the archive moderate."""
    runtime = RUNTIMES[kind.runtime]
    lines = 150
    for growth, rate in zip(kind.growths, drawn.rates):
        living = longest_life(kind, drawn)
        if rate.hours_to_live:
            living = living * (1 - growth.removed) + growth.removed * min(living, rate.hours_to_live / 12)
        lines += rate.per_day * living / 2 * sum(lines_of_child(runtime, family) for family in growth.families)
    fitting = [minutes for minutes in INTERVALS
               if lines * BYTES_OF_LINE * drawn.replicas * drawn.days * 1440 / minutes < MOST_TEXT] or [INTERVALS[-1]]
    return random.choice(fitting[:3])


def draw_environments(random):
    """Names with their replicas (0: as in production), load, and share of births."""
    choices = [(("prod", 0, 1.0, 1.0),),
               (("prod", 0, 1.0, 1.0), ("test", 1, random.uniform(0.005, 0.05), 0.0)),
               (("prod", 0, 1.0, 1.0), ("test", 1, random.uniform(0.005, 0.05), 0.0)),
               (("prod", 0, 1.0, 1.0), ("stage", 1, random.uniform(0.05, 0.3), random.uniform(0.03, 0.25)))]
    return random.choice(choices)
