"""The simulated clock of a recording, and what real times become on it."""
import datetime
import re

EPOCH = datetime.datetime(2026, 11, 16, tzinfo=datetime.timezone.utc).timestamp()
DAY = 86400
# A sample whose value is a time of these months: 1.795932e+09, 1795932000, 1795932000.123.
REAL_TIME = re.compile(rb'(?m) (1\.[7-9]\d{2,}e\+?0?9|1[7-9]\d{8}(?:\.\d+)?)$')


def stamp(at):
    """Of simulated seconds."""
    return datetime.datetime.fromtimestamp(EPOCH + at, datetime.timezone.utc).strftime('%Y-%m-%dT%H-%M-%SZ')


def iso(at):
    return datetime.datetime.fromtimestamp(EPOCH + at, datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def on_simulated_clock(body, at, real, started, factor):
    """The body of a scrape at simulated and real seconds; times in it are moved, those before the process's start to it."""
    def moved(match):
        ago = (real - float(match[1])) * factor
        return b' %.3f' % max(EPOCH + started, EPOCH + at - ago) if abs(ago) < 30 * DAY else match[0]

    body = re.sub(rb'(?m)^(process_start_time_seconds(?:\{[^}]*\})?) (?!0$)\S+$', lambda m: m[1] + b' @started', body)
    body = re.sub(rb'(?m)^(process_uptime_seconds(?:\{[^}]*\})?) (?!0$)\S+$', lambda m: m[1] + b' %.3f' % (at - started), body)
    return REAL_TIME.sub(moved, body).replace(b' @started', b' %.3f' % (EPOCH + started))
