"""The text that a process exposes: Prometheus' exposition format, in each library's manner."""

import heapq
import math
from dataclasses import dataclass, replace

from processes import own_metrics


@dataclass
class Birth:
    """One new label value (or combination): when it came, when it was removed, and its text in each family."""
    moment: float
    death: float
    values: dict
    count: int = 0             # how often it was seen


def number(runtime, value):
    if runtime == "go":
        return f"{value:.9g}"
    return repr(float(value)) if runtime in ("java", "python", "ruby") else f"{value:.10g}"


def label_text(labels):
    return ",".join(f'{name}="{value}"' for name, value in labels.items())


def render(runtime, family, labels, count, size):
    """All lines of one child."""
    name, braces = family.name, "{" + labels + "}" if labels else ""
    if family.type in ("counter", "gauge"):
        return f"{name}{braces} {number(runtime, count if family.type == 'counter' else size)}\n"
    comma = labels + "," if labels else ""
    lines = []
    if family.type == "histogram":
        for bound in family.bounds:
            below = int(count * (1 - math.exp(-(bound / size) ** 0.8)) + 0.5)
            lines.append(f'{name}_bucket{{{comma}le="{bound_text(runtime, bound)}"}} {number(runtime, below)}\n')
        lines.append(f'{name}_bucket{{{comma}le="+Inf"}} {number(runtime, count)}\n')
    else:
        for quantile in family.bounds:
            lines.append(f'{name}{{{comma}quantile="{quantile}"}} {number(runtime, size * (0.4 - math.log(1 - quantile)))}\n')
    lines.append(f"{name}_sum{braces} {number(runtime, round(count * size, 6))}\n{name}_count{braces} {number(runtime, count)}\n")
    return "".join(lines)


def bound_text(runtime, bound):
    return repr(float(bound)) if runtime in ("java", "python") else f"{bound:.9g}"


def exposed(runtime, families):
    """The families, and those that Python's library shows beside them: when each child was created."""
    beside = [replace(family, name=family.name.removesuffix("_total") + "_created", type="created")
              for family in families if family.type != "gauge"]
    return list(families) + (beside if runtime == "python" else [])


class Registry:
    """The metrics of one process lifetime."""

    def __init__(self, random, kind, growths, start):
        self.random, self.runtime, self.start = random, kind.runtime, start
        self.stable = [(family, self.children(family)) for family in kind.stable]
        self.growths = [(exposed(kind.runtime, growth.families), births, [{} for _ in exposed(kind.runtime, growth.families)], [])
                        for growth, births in growths]
        self.positions = [0] * len(self.growths)

    def children(self, family):
        """Every combination of a bounded family, with the share of requests that it sees: a few are rare and come late."""
        combinations = [{}]
        for name, choices in family.labels.items():
            combinations = [dict(one, **{name: choice}) for one in combinations for choice in choices]
        return [(label_text(one), self.random.lognormvariate(-1, 2), self.random.uniform(0.5, 2)) for one in combinations]

    def scrape(self, moment, requests, state):
        blocks = {}
        for family, children in self.stable:
            for labels, weight, factor in children:
                count = int(requests * weight * 0.3)
                size = family.typical * factor * (1 if family.type != "gauge" else 0.8 + 0.4 * self.random.random())
                if count or family.type == "gauge":
                    for one in exposed(self.runtime, (family,)):
                        blocks.setdefault(one.name, [header(one)]).append(self.line(one, labels, count, size, self.start))
        for index, (families, births, texts, deaths) in enumerate(self.growths):
            self.advance(index, moment)
            self.revisit(families, births, texts, self.positions[index])
            for family, text in zip(families, texts):
                if text:
                    blocks.setdefault(family.name, [header(family)]).extend(text.values())
        parts = [text for block in blocks.values() for text in block]
        seen = set()
        for name, type, labels, value in own_metrics(self.runtime, state):
            parts.append("" if name in seen else header_of(name, type))
            seen.add(name)
            parts.append(f"{name}{{{labels}}} " if labels else f"{name} ")
            parts.append(number(self.runtime, value) + "\n")
        return "".join(parts).encode()

    def line(self, family, labels, count, size, created):
        if family.type == "created":
            return render(self.runtime, replace(family, type="gauge"), labels, count, created)
        return render(self.runtime, family, labels, count, size)

    def advance(self, index, moment):
        """Lets all values be born that have come since the last scrape, and removes those whose time is over."""
        families, births, texts, deaths = self.growths[index]
        position = self.positions[index]
        while position < len(births) and births[position].moment <= moment:
            self.write(families, births[position], texts, position, 1 if self.random.random() < 0.7 else self.random.randint(2, 9))
            if births[position].death:
                heapq.heappush(deaths, (births[position].death, position))
            position += 1
        self.positions[index] = position
        while deaths and deaths[0][0] <= moment:
            _, dead = heapq.heappop(deaths)
            for text in texts:
                text.pop(dead, None)

    def revisit(self, families, births, texts, position):
        """Some of the values are seen again."""
        for _ in range(min(12, position // 20)):
            again = self.random.randrange(position)
            if again in texts[0]:
                self.write(families, births[again], texts, again, self.random.randint(3, 60))

    def write(self, families, birth, texts, position, more):
        birth.count += more
        for family, text in zip(families, texts):
            labels = label_text(family.grown(birth.values))
            text[position] = self.line(family, labels, birth.count, family.typical * birth.values["size"], round(birth.moment, 6))


def header(family):
    return header_of(family.name, "gauge" if family.type == "created" else family.type)


def header_of(name, type):
    return f"# HELP {name} {name.replace('_', ' ')}.\n# TYPE {name} {type}\n"
