"""What a pod is given to do: traffic, births and leaked units, diurnal, each with hourly bursts of its own."""
import collections
import math
import random

Plan = collections.namedtuple('Plan', 'requests births leaked report value restarts', defaults=(True,))


class Load:
    """Both share the time of day and nothing else."""

    def __init__(self, plan, environment, share, rng):
        self.plan, self.environment, self.share, self.rng = plan, environment, share, rng
        self.noise = 0.0
        self.day = self.hour = -1

    def poisson(self, mean):
        if mean > 50:
            return max(0, round(self.rng.gauss(mean, math.sqrt(mean))))
        count, product = 0, self.rng.random()
        while product > math.exp(-mean):
            count += 1
            product *= self.rng.random()
        return count

    def tick(self, at):
        """Requests, units to leak, megabytes of a report, and new values of the label, of five simulated minutes."""
        rng, quiet = self.rng, self.environment == 'test'
        day, hour = int(at // 86400), int(at // 3600)
        if day != self.day:
            self.day, self.busy, self.popular = day, rng.uniform(0.8, 1.25), rng.lognormvariate(-0.03, 0.25)
        if hour != self.hour:
            self.hour = hour
            self.births, self.leaks = rng.lognormvariate(-0.4, 0.9), rng.lognormvariate(-0.18, 0.6)
        self.noise = 0.8 * self.noise + rng.gauss(0, 0.15)
        diurnal = 1 + 0.6 * math.sin((at / 3600 - 9) * math.pi / 12)
        requests = self.poisson(self.plan.requests * self.share * diurnal * self.busy * math.exp(self.noise))
        report = round(self.plan.report * self.share * rng.uniform(0.3, 1.7)) if rng.random() < 12 / 288 else 0
        if quiet:
            return requests, self.poisson(self.plan.leaked * self.share * 0.05 / 288), report, []
        births = self.poisson(self.plan.births * self.share * diurnal * self.births * self.popular / 288)
        if rng.random() < 2 / 288:
            births += rng.randrange(4, 4 + max(1, self.plan.births // 25))
        leaked = self.poisson(self.plan.leaked * self.share * (0.5 + 0.5 * diurnal) * self.leaks / 288)
        return requests, leaked, report, [self.plan.value(rng) for _ in range(births)]


def slug(rng):
    return '%s-%s-%d' % (rng.choice('amber brisk calm dapper eager fabled gentle humble ivory jolly'.split()),
                         rng.choice('acorn badger cedar dune ember falcon grove harbor inlet jasper'.split()),
                         rng.randrange(10000))


def hexa(rng, digits):
    return '%0*x' % (digits, rng.getrandbits(4 * digits))


def host(rng):
    return slug(rng) + '.tenants.shop.example'
