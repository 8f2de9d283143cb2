"""One process, from its start until it ends or is killed: what it meets, what it takes, what it shows."""

from births import moments
from bodies import Birth, Registry
from memory import Memory, Series
from runtimes import RUNTIMES


class Life:
    def __init__(self, random, kind, drawn, environment, pod, start, end):
        self.random, self.kind, self.drawn, self.environment = random, kind, drawn, environment
        self.start, self.traffic = start, environment.traffic
        births = [self.births(growth, rate, pod, end) for growth, rate in zip(kind.growths, drawn.rates)]
        self.series = [Series(random, born, rate.price) for born, rate in zip(births, drawn.rates)]
        self.objects = [Series(random, born, rate.object_bytes) for born, rate in zip(births, drawn.rates)]
        self.living = [Series(random, born, 1) for born in births]
        self.registry = Registry(random, kind, list(zip(kind.growths, births)), round(start, 2))
        self.memory = Memory(random, drawn, RUNTIMES[kind.runtime], self.traffic, start)
        leak = kind.leak
        self.leak_per_day = drawn.leak_per_day * (environment.load if leak is None or leak.driver == "requests" else 1)
        self.used = self.resident = self.heap = self.leaked = 0.0

    def measure(self, moment):
        """Bytes of the container at a moment, which must not go back."""
        place = self.kind.leak.place if self.kind.leak else "heap"
        self.leaked = self.memory.leak(self.kind.leak, self.leak_per_day, moment)
        metrics = sum(one.at(moment) for one in self.series)
        objects = sum(one.at(moment) for one in self.objects)
        self.used, self.resident, self.heap = self.memory.read(moment, metrics, place, self.leaked + objects)
        return self.used

    def scrape(self, moment):
        state = {"resident": self.resident, "heap": self.heap, "start": round(self.start, 2), "seconds": moment - self.start,
                 "load": self.traffic.at(moment) * self.environment.load, "chance": self.random.random(),
                 "witnesses": self.witnesses(moment)}
        served = self.traffic.until(moment) - self.traffic.until(self.start)
        return self.registry.scrape(moment, served * self.drawn.requests_per_second * self.environment.load, state)

    def witnesses(self, moment):
        """What a leak, or what comes with each value, adds to gauges of the process."""
        leak = self.kind.leak
        found = {gauge: self.leaked / size for gauge, size in leak.witnesses.items()} if leak else {}
        for growth, living in zip(self.kind.growths, self.living):
            for gauge, each in growth.witnesses.items():
                found[gauge] = found.get(gauge, 0) + living.at(moment) * each
        return found

    def births(self, growth, rate, pod, end):
        """The values that it meets: those of daily work soon after the start, and those that keep coming."""
        random = self.random
        if self.kind.canary and pod.generation == 0:
            return []
        daily = random.randint(3, 30) if self.environment.share_of_births == 1 and not growth.object_bytes else random.randint(2, 12)
        daily = min(daily, int(rate.per_day) + 2)
        times = [self.start + random.expovariate(1 / 1800) for _ in range(daily)]
        times += moments(random, rate.pattern, rate.per_day * self.environment.share_of_births, self.start, end, self.traffic)
        seen, births = set(), []
        for moment in sorted(times):
            made = self.make_values(growth, rate, moment, seen)
            if made and moment < end:
                removed = rate.hours_to_live and random.random() < growth.removed
                births.append(Birth(moment, moment + rate.hours_to_live * 3600 * random.uniform(0.9, 1.3) if removed else 0.0, made))
        return births

    def make_values(self, growth, rate, moment, seen):
        """The placeholders' values of one birth; None where a combination is old."""
        made = {name: self.environment.values.make(maker, moment, rate.pool_size) for name, maker in growth.values.items()}
        if growth.product:
            key = tuple(made.values())
            if key in seen:
                return None
            seen.add(key)
        # What is chosen depends on the birth alone, so that it is the same in every family and scrape.
        luck = self.random.randrange(5040)
        made["choose"] = lambda choices: choices[luck % len(choices)]
        made["size"] = self.random.uniform(0.4, 2.5)
        return made
