"""The memory of one process, reading by reading."""

import math
from bisect import bisect_right

from births import DAY, STEP


class Memory:
    """Adds up what a process needs, and turns it into what its container has, by the manners of the runtime."""

    def __init__(self, random, drawn, runtime, traffic, start):
        self.random, self.drawn, self.runtime, self.traffic, self.start = random, drawn, runtime, traffic, start
        self.level = drawn.level * random.uniform(0.97, 1.03)
        self.smooth_load = traffic.at(start)
        self.wave = 0.0
        self.most_heap = self.most_series = self.cache = 0.0
        self.next_collection = start
        self.saw = 0.0
        self.backlog = 0.0

    def read(self, moment, series_bytes, place, leaked):
        """(container's memory, resident memory, heap) at a moment; `leaked` lies in a place: heap, native, or page cache."""
        drawn, random = self.drawn, self.random
        age = moment - self.start
        self.smooth_load += 0.3 * (self.traffic.at(moment) - self.smooth_load)
        if self.runtime.keeps:
            self.most_series = series_bytes = max(self.most_series, series_bytes)
        warm = 1 - drawn.warm_up_share * math.exp(-age / (drawn.warm_up_hours * 3600))
        need = self.level * (warm - drawn.load_share + drawn.load_share * self.smooth_load) + series_bytes
        need += leaked if place == "heap" else 0
        heap = need * 0.72
        if drawn.stride:
            self.most_heap = max(self.most_heap, math.ceil(need / drawn.stride) * drawn.stride)
            need = self.most_heap if random.random() > 0.02 else self.most_heap - drawn.stride * 0.5
        elif self.runtime.keeps:
            # Half of what the load took stays with an allocator that does not give back.
            self.most_heap = max(self.most_heap, need)
            need = (need + self.most_heap) / 2
        self.wave = drawn.memory_of_noise * self.wave + random.gauss(0, drawn.noise * (1 - drawn.memory_of_noise ** 2) ** 0.5)
        resident = need * (1 + self.wave) + self.sawtooth(moment) * need
        resident += leaked if place == "native" else 0
        self.page_cache(moment)
        cache = self.cache * self.level + (leaked if place == "page cache" else 0)
        return resident + cache, resident, heap

    def sawtooth(self, moment):
        if not self.drawn.sawtooth:
            return 0.0
        hours, height = self.drawn.sawtooth
        self.saw += height * STEP / 3600 / hours * self.traffic.at(moment)
        if self.saw > height * self.random.uniform(0.8, 1.2):
            self.saw = 0.0
        return self.saw

    def page_cache(self, moment):
        """Log files stay in the page cache until they are rotated."""
        if not self.drawn.rotation:
            return
        hours, height = self.drawn.rotation
        self.cache += height * STEP / 3600 / hours * self.traffic.at(moment)
        if self.cache > height * self.random.uniform(0.9, 1.1):
            self.cache = height * 0.1 * self.random.random()

    def leak(self, leak, per_day, moment):
        """Bytes that the application has leaked until a moment."""
        age = moment - self.start
        done = self.traffic.until(moment) - self.traffic.until(self.start)
        if leak is None or leak.form == "unbounded":
            return per_day * (age if leak and leak.driver == "time" else done) / DAY
        if leak.form == "saturating":
            return per_day * 3 * (1 - math.exp(-age / (self.drawn.saturation_days * DAY)))
        # A backlog: consumers keep up with 1.2 times the mean load, so peaks pile up and nights drain them.
        self.backlog = max(0.0, self.backlog + (self.traffic.at(moment) - 1.2) * STEP)
        return per_day * 3 * self.backlog / DAY * 2


class Series:
    """What the living label values of one growth cost, as a function of time."""

    def __init__(self, random, births, price):
        events = []
        for birth in births:
            cost = price * random.lognormvariate(0, 0.12)
            events.append((birth.moment, cost))
            if birth.death:
                events.append((birth.death, -cost))
        events.sort()
        self.moments = [moment for moment, _ in events]
        self.sums = [0.0]
        for _, cost in events:
            self.sums.append(self.sums[-1] + cost)

    def at(self, moment):
        return self.sums[bisect_right(self.moments, moment)]
