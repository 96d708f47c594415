"""Made-up counts for kinds.py: the law of a bin, daily and weekly curves, slow disturbances. Standard library only.

A bin with the mean m has the variance m (phi + c m): phi where reports scatter by themselves or in clumps, c where all of a bin scatters in
proportion. A slow disturbance multiplies the mean: log-normal, an autoregression with the memory given."""
import bisect
import json
import math
import os
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


def usual_week(clock, level, depth=0.8, weekend=0.75):
    """A mean a minute: a daily curve, quieter weekends."""
    def mean(seconds):
        _, weekday, hour = clock.local(seconds)
        return level * day_curve(hour, depth) * (weekend if weekday >= 5 else 1)
    return mean


def bin_name(step):
    return f"{step // 60} min" if step < HOUR else f"{step // HOUR} h"


def spells(down, series, begin, end):
    """Runs of down rows that begin in the rows [begin, end), as [first, last]; short breaks are none."""
    gap, runs = max(1800, series.step), []
    for row in range(begin, min(end, len(down))):
        if not down[row]:
            continue
        if runs and series.time(row) - series.time(runs[-1][1]) <= gap + series.step:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return runs


class BurstLaw:
    """Bursts at any hour: how many a week, minutes (median, 90 %), times the usual at the peak (median, tail index)."""

    def __init__(self, week, minutes, minutes90, peak, hill):
        self.week, self.median, self.sigma = week, minutes, math.log(minutes90 / minutes) / 1.2816
        self.least, self.hill = peak / 2 ** (1 / hill), hill

    def draw(self, seconds, source):
        """(begin, seconds long, times the usual), in order of time."""
        result, at = [], source.expovariate(self.week / WEEK)
        while at < seconds:
            length = self.median * math.exp(self.sigma * source.gauss(0, 1)) * MINUTE
            result.append((at, min(length, 3 * HOUR), min(300, self.least * source.paretovariate(self.hill))))
            at += source.expovariate(self.week / WEEK)
        return result


def measured():
    """What measure.py found, by name of the series."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "measured.json")) as file:
        return {one["name"]: one for one in json.load(file)}


def burst_law(name):
    found = measured()[name]["bursts"]
    return found["week"], found["minutes"], found["minutes90"], found["peak"], found["hill"]


MEASURED_BURSTS = {"as pge": burst_law("pge-all"), "as IBM": burst_law("IBM")}
FAST_MEMORY = 10 * MINUTE  # what comes and goes within half an hour


def curve_at(curves, clock, seconds):
    """The factor of a measured week: curves of weekdays, Saturdays and Sundays by hour, in straight lines between the middles of the hours."""
    _, weekday, hour = clock.local(seconds)
    curve = curves[max(4, weekday) - 4]
    low = math.floor(hour - 0.5)
    return curve[low % 24] + (hour - 0.5 - low) * (curve[(low + 1) % 24] - curve[low % 24])


def draw_like(one, seed, step, seconds, zone=UTC, bursts=False, **facts):
    """
    A series with the properties that were measured of a real one: level, curves, scatter, disturbances, and either its tails (single bins) or its bursts, of
    which its tails are a part. Whole days need no factor of their own: the slow disturbance makes days differ as much as was measured.
    """
    source, bins, minutes, clock = random.Random(seed), int(seconds // step), step / 60, Clock(zone)
    phi, c, level = max(1, one["phi"] or 1), one["c"] or 0, one["weekend"]["weekday"]
    slow = disturbance(bins, step, min(0.45, one["slow"] or 0.37), (one["memory"] or 8) * HOUR, source)
    fast = disturbance(bins, step, (one["fast"] or 0) if step <= 1800 else 0, FAST_MEMORY, source)
    tails, scale = [0 if bursts and "peak" in one["bursts"] else (x or 0) / 1e4 for x in one["tails"]], step / one["step"]
    counts = []
    for t in range(bins):
        mean = level * minutes * curve_at(one["weekend"]["curves"], clock, t * step) * slow[t] * fast[t]
        # c was measured in bins of the real width: what scatters by itself in each evens out in wider ones.
        count, u = bin_count(mean, phi, math.sqrt(c / max(1, scale)), source), source.random()
        deviation = math.sqrt(mean * (phi + c / max(1, scale) * mean))
        if u < tails[1]:
            count += poisson(deviation * 8 * min(10, source.paretovariate(2)), source)
        elif u < tails[0]:
            count += poisson(deviation * source.uniform(4, 8), source)
        elif u > 1 - tails[2]:
            count = max(0, int(count - deviation * source.uniform(4, 8)))
        counts.append(count)
    if bursts and "peak" in one["bursts"]:
        for begin, length, peak in BurstLaw(*burst_law(one["name"])).draw(bins * step, source):
            for t in range(int(begin // step), min(bins, int((begin + length) // step) + 1)):
                covered = min(begin + length, (t + 1) * step) - max(begin, t * step)
                counts[t] += poisson((peak - 1) * level * covered / 60 * curve_at(one["weekend"]["curves"], clock, t * step), source)
    return Series("", step, counts, zone=zone, **facts)
