"""Made-up counts for kinds.py: the law of a bin, daily and weekly curves, slow disturbances. Standard library only.

A bin with the mean m has the variance m (phi + c m): phi where reports scatter by themselves or in clumps, c where all of a bin scatters in
proportion. A slow disturbance multiplies the mean: log-normal, an autoregression with the memory given."""
import bisect
import math
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 604800
START = int(datetime(2026, 2, 2, tzinfo=timezone.utc).timestamp())  # a Monday; the clocks change in March
UTC = "UTC"


def poisson(mean, source):
    """Exact: products of uniforms where few are expected, transformed rejection (Hörmann 1993) where many are."""
    if mean <= 0:
        return 0
    uniform = source.random
    if mean < 12:
        limit, count, product = math.exp(-mean), 0, uniform()
        while product > limit:
            count += 1
            product *= uniform()
        return count
    root, log_mean = math.sqrt(mean), math.log(mean)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse_alpha = 1.1239 + 1.1328 / (b - 3.4)
    accepted = 0.9277 - 3.6224 / (b - 2)
    while True:
        u, v = uniform() - 0.5, uniform()
        us = 0.5 - abs(u)
        if us <= 0:
            continue
        k = math.floor((2 * a / us + b) * u + mean + 0.43)
        if us >= 0.07 and v <= accepted:
            return k
        if k < 0 or (us < 0.013 and v > us):
            continue
        if math.log(v * inverse_alpha / (a / (us * us) + b)) <= k * log_mean - mean - math.lgamma(k + 1):
            return k


def bin_count(mean, phi, proportional, source):
    """Negative binomial, with the variance mean × (phi + proportional² × mean)."""
    extra = phi - 1 + proportional * proportional * mean
    if extra <= 1e-9 or mean <= 0:
        return poisson(mean, source)
    shape = mean / extra
    return poisson(source.gammavariate(shape, extra) if shape > 1e-3 else 0, source)


def disturbance(bins, step, deviation, memory, source):
    """Factors around one."""
    if deviation <= 0:
        return [1.0] * bins
    keep = math.exp(-step / memory)
    kick, z, result = deviation * math.sqrt(1 - keep * keep), source.gauss(0, deviation), []
    for _ in range(bins):
        result.append(math.exp(z - deviation * deviation / 2))
        z = keep * z + kick * source.gauss(0, 1)
    return result


class Clock:
    """Local days and hours of the bins of a series."""

    def __init__(self, zone, start=START):
        self.zone, self.start, self._offsets = ZoneInfo(zone), start, {}

    def local(self, seconds):
        """The local day (its number since 1970, a Thursday), the weekday (Monday is 0) and the hour with its fraction."""
        hour = (self.start + seconds) // 3600
        offset = self._offsets.get(hour)
        if offset is None:
            moment = datetime.fromtimestamp(hour * 3600, timezone.utc).astimezone(self.zone)
            offset = self._offsets[hour] = int(moment.utcoffset().total_seconds())
        day, rest = divmod(self.start + seconds + offset, DAY)
        return day, (day + 3) % 7, rest / 3600

    def date(self, seconds):
        return (datetime(1970, 1, 1) + timedelta(days=self.local(seconds)[0])).date()


def bump(hour, at, width):
    """A bell on the clock's circle, in hours."""
    distance = (hour - at + 12) % 24 - 12
    return math.exp(-0.5 * (distance / width) ** 2)


def day_curve(hour, depth=0.8, peak=15.0):
    """A usual day: a deep night, an afternoon a good deal over the mean. The mean over a day is about one."""
    angle = 2 * math.pi * (hour - peak) / 24
    return math.exp(depth * math.cos(angle) + 0.25 * depth * math.cos(2 * angle)) / (1 + 0.27 * depth * depth)


class Series:
    """Counts of one series, a row a bin; `times` only where rows are missing."""

    def __init__(self, name, step, counts, start=START, times=None, **facts):
        self.name, self.step, self.counts, self.start, self.times, self.facts = name, step, counts, start, times, facts

    def time(self, row):
        return self.times[row] if self.times else self.start + row * self.step

    def row(self, seconds):
        """The first row at or after so many seconds from the start."""
        if self.times:
            return bisect.bisect_left(self.times, self.start + seconds)
        return int(-(-seconds // self.step))


def draw(name, seed, step, seconds, mean, phi=1.4, proportional=0.0, slow=0.1, memory=5.5 * HOUR, **facts):
    """A series whose mean a minute is mean(seconds from the start); what is laid into it comes as `extra`, a list of (from, to, a minute)."""
    source, bins, minutes = random.Random(seed), int(seconds // step), step / 60
    extra = facts.pop("extra", ())
    factors = disturbance(bins, step, slow, memory, source)
    counts = [bin_count(mean(t * step) * factors[t] * minutes, phi, proportional, source) for t in range(bins)]
    for begin, end, rate in extra:
        for t in range(int(begin // step), min(bins, -(-int(end) // step))):
            covered = min(end, (t + 1) * step) - max(begin, t * step)
            counts[t] += poisson(rate * covered / 60, source)
    return Series(name, step, counts, **facts)
