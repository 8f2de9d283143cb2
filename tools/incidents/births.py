"""Traffic, and the moments at which new label values appear."""

import math

STEP = 300                  # seconds between two readings of memory
DAY = 86_400
MONDAY = 1_794_787_200      # 2026-11-16T00:00:00Z


class Traffic:
    """The load of an environment in steps, with mean near 1, and what has come in until then."""

    def __init__(self, random, shape, first, last):
        self.first = first
        self.load = []
        factors = [random.lognormvariate(0, 0.12) for _ in range(40)]
        peak, wave = random.uniform(11, 16), 0.0
        depth = {"flat": 0.08, "diurnal": random.uniform(0.4, 0.75), "office": 0.85, "rising": 0.6}[shape]
        for moment in range(int(first), int(last) + STEP, STEP):
            day = (moment - MONDAY) // DAY
            load = 1 + depth * math.cos((moment % DAY / 3600 - peak) * math.pi / 12)
            if shape == "office":
                load = 0.2 + (1.5 if 7 < moment % DAY / 3600 < 19 else 0)
            if shape in ("office", "rising", "diurnal") and day % 7 >= 5:
                load *= 0.35 if shape == "office" else 0.75
            if shape == "rising":
                load *= 0.6 + 0.2 * min(4, max(0, day))
            wave = 0.9 * wave + random.gauss(0, 0.04)
            self.load.append(max(0.02, load * factors[day + 15] * math.exp(wave)))
        self.total = [0.0]
        for load in self.load:
            self.total.append(self.total[-1] + load * STEP)

    def at(self, moment):
        return self.load[min(len(self.load) - 1, int((moment - self.first) // STEP))]

    def until(self, moment):
        """Seconds of mean load from the first moment to this one."""
        step = min(len(self.load) - 1, int((moment - self.first) // STEP))
        return self.total[step] + self.load[step] * (moment - self.first - step * STEP)


def poisson(random, mean):
    if mean > 40:
        return max(0, round(random.gauss(mean, mean ** 0.5)))
    limit, count, product = math.exp(-mean), 0, random.random()
    while product > limit:
        count += 1
        product *= random.random()
    return count


def moments(random, pattern, per_day, start, end, traffic):
    """The sorted moments of births of one process."""
    if pattern == "scheduled":
        return scheduled(random, per_day, start, end)
    if pattern == "bursty":
        return bursty(random, per_day, start, end)
    found = []
    for step in range(int(start), int(end), STEP):
        rate = traffic.at(step) if pattern in ("traffic", "requests") else 1.0
        found += [step + random.uniform(0, STEP) for _ in range(poisson(random, rate * per_day * STEP / DAY))]
    return sorted(moment for moment in found if moment < end)


def scheduled(random, per_day, start, end):
    """A clock makes them: some at each round quarter of an hour, and a larger batch at two in the night."""
    found = []
    nightly = random.uniform(0, 0.5)
    moment = math.ceil(start / 900) * 900
    while moment < end:
        count = per_day * (1 - nightly) / 96
        count += per_day * nightly if moment % DAY == 7200 else 0
        found += [moment + random.expovariate(1 / 40) for _ in range(int(count + random.random()))]
        moment += 900
    return sorted(birth for birth in found if birth < end)


def bursty(random, per_day, start, end):
    """A scanner or a campaign comes some times a day; between its visits little is new."""
    found, moment = [], start
    bursts = random.uniform(3, 9)
    while moment < end:
        length = random.uniform(600, 5400)
        size = per_day / bursts * 0.85 * random.lognormvariate(-0.25, 0.7)
        found += [moment + random.uniform(0, length) for _ in range(round(size))]
        moment += random.expovariate(bursts / DAY)
    rest = poisson(random, per_day * 0.15 * (end - start) / DAY)
    found += [random.uniform(start, end) for _ in range(rest)]
    return sorted(birth for birth in found if birth < end)
