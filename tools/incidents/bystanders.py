"""A cheap label that grows too, in some of the incidents: it takes part in the births, and hardly in the memory."""

from dataclasses import replace

from circumstances import Rate
from description import Growth, counter, gauge
from runtimes import RUNTIMES, child_price

CANDIDATES = (
    Growth({"address": "host"}, (counter("upstream_dns_resolutions_total", address="{address}", result=("ok", "timeout")),)),
    Growth({"serial": "digest"}, (gauge("tls_certificate_not_after_timestamp_seconds", 1.8e9, serial="{serial:.16}"),), patterns=("even",)),
    Growth({"revision": "number"}, (gauge("feature_flags_revision_info", 1, revision="{revision}"),), patterns=("even", "scheduled")),
    Growth({"caller": "pod"}, (counter("deprecated_calls_total", caller="{caller}", api=("v1", "v1beta1")),)))
MOST_OF_GROWTH = 0.03
MOST_OF_LEVEL = 0.0005       # a day, beside memory that does not grow


def draw_bystander(random, kind, drawn):
    """The kind and its circumstances, with a bystander or without."""
    if not kind.bystander or random.random() < 0.5:
        return kind, drawn
    growth = random.choice(CANDIDATES)
    price = child_price(RUNTIMES[kind.runtime], growth.families[0], random.random())
    share = MOST_OF_GROWTH * drawn.pace if kind.growths or kind.leak else MOST_OF_LEVEL
    per_day = min(random.uniform(3, 60), share * drawn.level / price)
    drawn.rates.append(Rate(per_day, random.choice(growth.patterns), price, 0.0, 0.0, 0))
    # Beside memory that stands it is no fault to say that a label grows.
    more = ("watch",) if "steady" in kind.verdicts and "watch" not in kind.verdicts else ()
    return replace(kind, growths=kind.growths + (growth,), verdicts=kind.verdicts + more), drawn
