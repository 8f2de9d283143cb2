"""Plays one incident and writes it down."""

from random import Random

from archive import Scrapes, write_configuration, write_memory
from births import DAY, MONDAY, STEP, Traffic
from bystanders import draw_bystander
from circumstances import draw
from life import Life
from pods import draw_pods
from runtimes import RUNTIMES, lines_of_child
from values import Values

LIMIT_STEP = 8 * 1_048_576   # bytes, to which somebody rounded the memory limit
LOST_SCRAPES = 0.01
MOST_LIVES = 40              # of one pod between two restarts


def write_incident(folder, kind, seed):
    """Writes the incident into a folder and returns its entry of truth.json."""
    random = Random(f"{seed}/{kind.name}")
    drawn = draw(random, kind)
    kind, drawn = draw_bystander(random, kind, drawn)
    folder.mkdir(parents=True)
    for environment in drawn.environments:
        Environment(random, kind, drawn, *environment).write(folder)
    write_configuration(folder, [environment[0] for environment in drawn.environments])
    return truth(kind, drawn)


def truth(kind, drawn):
    entry = {"to": 16 + drawn.days, "env": "prod", "workload": kind.workload, "verdict": list(kind.verdicts)}
    if kind.guilty:
        entry["labels"] = list(kind.labels)
        growth, rate = kind.growths[0], drawn.rates[0]
        a_line = rate.price / sum(lines_of_child(RUNTIMES[kind.runtime], family) for family in growth.families)
        # Where some values are removed, the price may be told by birth or by what lives.
        lowest = 0.6 * (1 - growth.removed if rate.hours_to_live else 1)
        entry["bytes"] = [round(a_line * lowest), round(a_line * 1.6)]
    return entry


class Environment:
    """prod, test or stage: its traffic, its pods, and what was read of them."""

    def __init__(self, random, kind, drawn, name, replicas, load, share_of_births):
        self.random, self.kind, self.drawn, self.name = random, kind, drawn, name
        self.load, self.share_of_births = load, share_of_births
        self.values = Values(random)
        self.first, self.last = MONDAY, MONDAY + drawn.days * DAY
        self.traffic = Traffic(random, drawn.shape, self.first - 4 * DAY, self.last + DAY)
        self.pods = draw_pods(random, kind, drawn, replicas or drawn.replicas, self.values)
        self.readings = []
        self.killed_at = None
        if drawn.restarts == "out-of-memory":
            self.killed_at = drawn.level * (1.05 + drawn.load_share + drawn.pace * random.uniform(0.9, 2.2))

    def write(self, folder):
        scrapes = Scrapes(folder, self.name)
        for pod in self.pods:
            for start, end in zip((pod.start, *pod.restarts), (*pod.restarts, pod.end)):
                lives = 0
                while start is not None and lives < MOST_LIVES:
                    start = self.live(scrapes, pod, start, end)
                    lives += 1
        scrapes.close()
        most = self.killed_at or max(used for _, _, used in self.readings) * self.random.uniform(1.15, 2)
        limit = -(-int(most) // LIMIT_STEP) * LIMIT_STEP
        kind = self.kind
        write_memory(folder, self.name, kind.namespace, kind.workload, kind.container, limit, self.readings)

    def live(self, scrapes, pod, start, end):
        """Plays one process. The start of the next one, if the kernel kills it."""
        random, drawn = self.random, self.drawn
        life = Life(random, self.kind, drawn, self, pod, start, end)
        next_scrape = max(start + random.uniform(20, 60), self.first) + random.uniform(0, drawn.interval * 60)
        for moment in range(-int(-start // STEP) * STEP, int(end), STEP):
            used = life.measure(moment)
            if self.killed_at and used > self.killed_at:
                return moment + random.uniform(20, 200) if moment + 2 * STEP < end else None
            if moment < self.first:
                continue
            self.readings.append((moment, pod.name, used))
            while next_scrape < min(moment + STEP, end):
                if random.random() > LOST_SCRAPES:
                    scrapes.add(self.kind.namespace, pod.name, self.kind.container, next_scrape, life.scrape(next_scrape))
                next_scrape += drawn.interval * 60 + random.uniform(-20, 20)
        return None
