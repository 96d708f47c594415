#!/usr/bin/env python3
"""What real counts are like: every property that the made-up kinds (made.py) use, measured. Standard library only.
usage: measure.py REAL_DIRECTORY [NAB_DIRECTORY] [--json FILE]
       measure.py --made SEED      the same of series that made.py makes from measured.json: how near they come

REAL_DIRECTORY  ms_minute, ms_hourly and pge as .csv.gz (series,time,count) and labels.csv (set,series,start,end,kind)
NAB_DIRECTORY   a checkout of the Numenta Anomaly Benchmark, or a part of it: its realTweets are counts

Rows in labelled events, and six hours on both sides, are left out of all. Usual: the median of the same half hour (or bin) of the week, one more
or less, of the other weeks within five; where there are fewer than four weeks, of the other days of the same kind (weekday, weekend).
phi, c       a bin with the mean m varies by m (phi + c m): from differences of neighbouring bins less what the usual explains, in ten groups of bins with
             like means (by the median difference where five are expected, else by the mean square without the largest hundredth). Under 1: the
             file has averages. The percentage is the square root of c
fast         deviation of the log that comes within half an hour on top of that: the variogram at 30 minutes less that at one bin (bins up to 5 minutes, 20 expected)
slow         the log of half hours (or bins) over the usual, bounded at three robust deviations: the deviation that its neighbour shares, and how
             long it takes to fall to 1/e
day          the deviation of the log of whole days over the usual
>4 sd, >8    share of bins that are so many deviations (by its own, robustly) over, and under, the usual times the median of their neighbours, per 10,000
             (normal: 0.3)
weekend      level over weekdays'; the share of a day's reports that stand at other hours than on weekdays (Saturday, Sunday), less what two halves of the weekdays differ by;
             the highest ratio of an hour to the same hour of weekdays times that level, of hours with a fiftieth of a day
bursts       runs of bins over 1.7 times the usual and 4 deviations: a week, minutes (median, 90 %), times the usual at the peak (median, 90 %),
             the tail index of peaks (Hill, upper half), the share at the three commonest hours in a row (chance: .125 and somewhat more)
lulls        runs under 0.4 times the usual of which 20 reports are missing: a week, minutes (median, longest), the least share"""
import argparse
import csv
import glob
import gzip
import json
import math
import os
from collections import Counter
from datetime import datetime, timezone
from statistics import mean, median

HOUR, DAY, WEEK = 3600, 86400, 604800
NEAR = 6 * HOUR
LOCAL = {"tweets": -5, "pge": -8}  # hours off UTC, for kinds of days; the others' zone is not known, and UTC is taken


def moment(text):
    time = datetime.fromisoformat(text.replace("Z", "+00:00").split(".")[0])
    return int((time if time.tzinfo else time.replace(tzinfo=timezone.utc)).timestamp())


def opened(path):
    return gzip.open(path, "rt", newline="") if path.endswith(".gz") else open(path, newline="")


def quantile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float("nan")


class Real:
    def __init__(self, kind, name, rows, events):
        self.kind, self.name = kind, name
        times = [t for t, _ in rows]
        self.step = Counter(b - a for a, b in zip(times, times[1:])).most_common(1)[0][0]
        self.counts, self.events, self.shift = dict(rows), events, LOCAL.get(kind, 0) * HOUR
        quiet = [t for t in times if not any(a - NEAR <= t <= b + NEAR for a, b in events)]
        self.quiet, self.weeks = set(quiet), len(quiet) * self.step / WEEK
        self.block = max(self.step, 1800)
        sums = {}
        for t in quiet:
            sums.setdefault(t // self.block, []).append(self.counts[t])
        self.blocks = {b: mean(v) for b, v in sums.items() if len(v) * self.step > self.block / 2}
        self.long = (max(times) - min(times)) > 28 * DAY
        self._usual = {b: self._usual_of(b) for b in self.blocks}

    def weekday(self, t):
        return ((t + self.shift) // DAY + 3) % 7

    def _usual_of(self, block):
        week, day = WEEK // self.block, DAY // self.block
        if self.long:
            near = [block + k * week + e for k in range(-5, 6) if k for e in (-1, 0, 1)]
        else:
            end = self.weekday(block * self.block) >= 5
            near = [block + k * day + e for k in range(-10, 11) if k and (self.weekday((block + k * day) * self.block) >= 5) == end for e in (-1, 0, 1)]
        seen = [self.blocks[b] for b in near if b in self.blocks]
        if len(seen) < 6:
            return None
        return median(seen) if median(seen) > 2 else mean(sorted(seen)[:max(1, len(seen) * 9 // 10)])

    def usual(self, t):
        """A bin's, between the blocks' middles."""
        at = (t + self.step / 2) / self.block - 0.5
        low = math.floor(at)
        a, b = self._usual.get(low), self._usual.get(low + 1)
        if self.step >= self.block or a is None or b is None:
            return self._usual.get(t // self.block)
        return a + (at - low) * (b - a)

    def scatter(self):
        pairs = []
        for t in self.quiet:
            u, v = self.counts[t], self.counts.get(t + self.step)
            if v is None or t + self.step not in self.quiet:
                continue
            m, m1 = self.usual(t), self.usual(t + self.step)
            if m is None or m1 is None or m <= 0 or m1 <= 0:
                continue
            level = (u + v) / (m + m1) if m + m1 > 4 else 1
            a, b = m * level, m1 * level
            pairs.append(((a + b) / 2, ((u - a) - (v - b)) ** 2 / 2))
        pairs.sort()
        groups, size = [], max(30, len(pairs) // 10)
        for i in range(0, len(pairs) - size + 1, size):
            group = sorted(d for _, d in pairs[i:i + size])
            m = mean(x for x, _ in pairs[i:i + size])
            if m > 0:
                groups.append((m, (median(group) / 0.455 if m >= 5 else mean(group[:-max(1, size // 100)])) / m))
        if len(groups) < 2:
            return groups[0][1] if groups else 1, 0.0
        # Weighted by the reciprocal of its square: each group's estimate is off in proportion.
        weights = [1 / r ** 2 if r > 0 else 0 for _, r in groups]
        w = sum(weights)
        mx, my = sum(a * m for a, (m, _) in zip(weights, groups)) / w, sum(a * r for a, (_, r) in zip(weights, groups)) / w
        spread = sum(a * (m - mx) ** 2 for a, (m, _) in zip(weights, groups))
        c = max(0, sum(a * (m - mx) * (r - my) for a, (m, r) in zip(weights, groups)) / spread) if spread else 0
        phi = my - c * mx
        if phi < 0:
            phi, c = 0, sum(a * m * r for a, (m, r) in zip(weights, groups)) / sum(a * m * m for a, (m, _) in zip(weights, groups))
        return phi, max(0, c)

    def fast(self):
        if self.step > 300:
            return float("nan")
        logs = {t: math.log((self.counts[t] + 0.5) / (m + 0.5)) for t in self.quiet if (m := self.usual(t)) and m >= 20}

        def half_square(seconds):
            return median((x - logs[t + seconds]) ** 2 for t, x in logs.items() if t + seconds in logs) / 0.91
        return math.sqrt(max(0, half_square(1800) - half_square(self.step))) if len(logs) > 500 else float("nan")

    def ratios(self):
        return {b: math.log((v + 0.02 * u) / (1.02 * u)) for b, v in self.blocks.items() if (u := self._usual[b]) and u * self.block / self.step >= 5}

    def slow(self):
        r = self.ratios()
        if len(r) < 100:
            return float("nan"), float("nan")
        middle = median(r.values())
        bound = 3 * 1.4826 * median(abs(x - middle) for x in r.values())
        r = {b: max(-bound, min(bound, x - middle)) for b, x in r.items()}

        def covariance(lag):
            products = [x * r[b + lag] for b, x in r.items() if b + lag in r]
            return mean(products) if products else 0
        one = covariance(1)
        if one <= 0:
            return 0.0, float("nan")
        lag = 2
        while lag < 5 * DAY // self.block and covariance(lag) > one / math.e:
            lag += 1
        memory = lag * self.block
        return math.sqrt(one * math.exp(self.block / memory)), memory / HOUR

    def day(self):
        days = {}
        for b, v in self.blocks.items():
            if self._usual[b]:
                x = days.setdefault((b * self.block + self.shift) // DAY, [0, 0, 0])
                x[0], x[1], x[2] = x[0] + v, x[1] + self._usual[b], x[2] + 1
        logs = [math.log(v / u) for v, u, n in days.values() if v > 0 and u > 0 and n * self.block > 0.8 * DAY]
        return 1.4826 * median(abs(x - median(logs)) for x in logs) if len(logs) > 4 else float("nan")

    def tails(self, phi, c):
        reach, z = (6 if self.step <= 300 else 3), []
        for t in self.quiet:
            m = self.usual(t)
            if not m or m < 1:
                continue
            near = [self.counts[s] / u for k in range(-reach, reach + 1) if k and (s := t + k * self.step) in self.quiet and (u := self.usual(s))]
            if len(near) < reach:
                continue
            m *= max(0.2, median(near))
            z.append((self.counts[t] - m) / math.sqrt(m * (phi + c * m)))
        if len(z) < 500:
            return (float("nan"),) * 3
        deviation = max(1, 1.4826 * median(map(abs, z)))
        return tuple(1e4 * sum(map(test, z)) / len(z) for test in (lambda x: x > 4 * deviation, lambda x: x > 8 * deviation, lambda x: x < -4 * deviation))

    def curves(self):
        """Shares of a day by local hour: weekdays, Saturdays, Sundays; and two halves of the weekdays. Means of the middle of each hour's days."""
        by = {}
        for b, v in self.blocks.items():
            t = b * self.block
            day, kind = (t + self.shift) // DAY, max(4, self.weekday(t)) - 4
            by.setdefault((kind, (t + self.shift) % DAY // HOUR), {}).setdefault(day, []).append(v)
        if any((k, h) not in by for k in range(3) for h in range(24)):
            return None

        def curve(kind, half=None):
            result = []
            for h in range(24):
                values = sorted(mean(v) for d, v in by[kind, h].items() if half is None or d % 2 == half)
                cut = len(values) // 8
                result.append(mean(values[cut:len(values) - cut]) if values else 0)
            return result
        return curve(0), curve(1), curve(2), curve(0, 0), curve(0, 1)

    def weekend(self):
        curves = self.curves()
        if curves is None or min(map(sum, curves)) <= 0:
            return None
        shares = [[v / sum(c) for v in c] for c in curves]
        apart = lambda a, b: sum(abs(x - y) for x, y in zip(a, b)) / 2
        chance = apart(shares[3], shares[4])
        level = (sum(curves[1]) + sum(curves[2])) / 2 / sum(curves[0])
        worst = max(s / w for k in (1, 2) for s, w in zip(shares[k], shares[0]) if s > 0.02 and w > 0)
        return dict(level=level, weekday=sum(curves[0]) / 24 * 60 / self.step, saturday=max(0, apart(shares[0], shares[1]) - chance), sunday=max(0, apart(shares[0], shares[2]) - chance), worst=worst,
                    curves=[[round(v / sum(curves[0]) * 24, 3) for v in c] for c in curves[:3]])

    def runs(self, test, gap):
        result = []
        for t in sorted(self.quiet):
            m = self.usual(t)
            if m and test(self.counts[t], m):
                if result and t - result[-1][-1][0] <= gap:
                    result[-1].append((t, self.counts[t], m))
                else:
                    result.append([(t, self.counts[t], m)])
        return result

    def bursts(self, phi, c):
        runs = self.runs(lambda y, m: y >= 3 and y > 1.7 * m and y - m > 4 * math.sqrt(m * (phi + c * m)), max(900, self.step))
        if len(runs) < 10:
            return dict(week=len(runs) / self.weeks)
        lengths = [(r[-1][0] - r[0][0] + self.step) / 60 for r in runs]
        peaks = sorted((max(y / max(m, 0.2) for _, y, m in r) for r in runs), reverse=True)
        upper = peaks[:len(peaks) // 2]
        hill = 1 / mean(math.log(p / upper[-1]) for p in upper[:-1]) if len(upper) > 3 and upper[0] > upper[-1] else float("nan")
        hours = Counter((r[0][0] + self.shift) % DAY // HOUR for r in runs)
        return dict(week=len(runs) / self.weeks, minutes=median(lengths), minutes90=quantile(lengths, 0.9), peak=median(peaks), peak90=quantile(peaks, 0.9), hill=hill,
                    hours=max(sum(hours[(h + k) % 24] for k in range(3)) for h in range(24)) / len(runs))

    def lulls(self):
        runs = [r for r in self.runs(lambda y, m: y < 0.4 * m, max(900, self.step)) if sum(m - y for _, y, m in r) >= 20]
        if not runs:
            return dict(week=0.0)
        lengths = [(r[-1][0] - r[0][0] + self.step) / 60 for r in runs]
        return dict(week=len(runs) / self.weeks, minutes=median(lengths), longest=max(lengths), least=min(sum(y for _, y, _ in r) / sum(m for _, _, m in r) for r in runs))

    def measure(self):
        (phi, c), (slow, memory) = self.scatter(), self.slow()
        return dict(set=self.kind, name=self.name, step=self.step, weeks=self.weeks, level=mean(self.counts[t] for t in self.quiet) * 60 / self.step, phi=phi, c=c, fast=self.fast(), slow=slow, memory=memory,
                    day=self.day(), tails=self.tails(phi, c), weekend=self.weekend(), bursts=self.bursts(phi, c), lulls=self.lulls())


def read(real, nab):
    events = {}
    with open(os.path.join(real, "labels.csv"), newline="") as file:
        for row in csv.DictReader(file):
            events.setdefault((row["set"], row["series"]), []).append((moment(row["start"]), moment(row["end"])))
    for kind in ("ms_minute", "ms_hourly", "pge"):
        series = {}
        with opened(os.path.join(real, kind + ".csv.gz")) as file:
            for row in csv.DictReader(file):
                series.setdefault(row["series"], []).append((moment(row["time"]), float(row["count"])))
        for name, rows in series.items():
            if mean(v for _, v in rows) > 0.05:
                yield Real(kind, name, rows, events.get((kind, name), []))
    if nab:
        with open(next(p for p in (os.path.join(nab, x) for x in ("combined_windows.json", "labels/combined_windows.json")) if os.path.exists(p))) as file:
            windows = json.load(file)
        for path in sorted(glob.glob(os.path.join(nab, "data/realTweets/*.csv*"))):
            name = os.path.basename(path).split(".")[0]
            with opened(path) as file:
                rows = [(moment(a), float(b)) for a, b in list(csv.reader(file))[1:]]
            yield Real("tweets", name.removeprefix("Twitter_volume_"), rows, [(moment(a), moment(b)) for a, b in windows.get(f"realTweets/{name}.csv", [])])


def made_again(seed):
    from made import DAY as day, draw_like, measured  # measured.json need not be there to measure
    for name, one in measured().items():
        if one["weekend"]:
            series = draw_like(one, f"{seed} {name}", one["step"], int(max(3, one["weeks"]) * 7) * day, bursts=True)
            yield Real("made", name, [(series.time(row), count) for row, count in enumerate(series.counts)], [])


def text(value, digits=2):
    return "–" if value is None or value != value else f"{value:.{digits}f}" if abs(value) < 100 else f"{value:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("real", nargs="?")
    parser.add_argument("nab", nargs="?")
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--made", metavar="SEED")
    arguments = parser.parse_args()
    if (arguments.real is None) == (arguments.made is None):
        parser.error("either REAL_DIRECTORY or --made SEED is needed")
    measured = [series.measure() for series in (made_again(arguments.made) if arguments.made else read(arguments.real, arguments.nab))]
    print("| series | bin, min | weeks | a minute | φ | √c, % | fast, % | slow, % | memory, h | day, % | > 4 sd | > 8 | < −4 |\n|" + "---|" * 13)
    for m in measured:
        print(f"| {m['name']} | {m['step'] // 60} | {text(m['weeks'], 1)} | {m['level']:.3g} | {text(m['phi'])} | {text(100 * math.sqrt(m['c']), 1)} | {text(100 * m['fast'], 1)} | {text(100 * m['slow'], 1)} | {text(m['memory'], 1)} "
              f"| {text(100 * m['day'], 0)} | " + " | ".join(text(x, 1) for x in m["tails"]) + " |")
    print("\n| series | weekend level | Saturday, % | Sunday, % | highest | bursts a week | minutes | peak | Hill | hours | lulls a week | minutes | least |\n|" + "---|" * 13)
    for m in measured:
        w, b, q = m["weekend"] or {}, m["bursts"], m["lulls"]
        print(f"| {m['name']} | {text(w.get('level'))} | {text(100 * w['saturday'], 0) if w else '–'} | {text(100 * w['sunday'], 0) if w else '–'} | {text(w.get('worst'))} | {text(b['week'])} "
              f"| {text(b.get('minutes'), 0)}, {text(b.get('minutes90'), 0)} | {text(b.get('peak'), 1)}, {text(b.get('peak90'), 1)} | {text(b.get('hill'), 1)} | {text(b.get('hours'))} "
              f"| {text(q['week'])} | {text(q.get('minutes'), 0)}, {text(q.get('longest'), 0)} | {text(q.get('least'))} |")
    if arguments.json:
        with open(arguments.json, "w") as file:
            rounded = json.loads(json.dumps(measured), parse_float=lambda x: None if x in ("NaN",) else float(f"{float(x):.4g}"), parse_constant=lambda _: None)
            file.write("[\n" + ",\n".join(json.dumps(m) for m in rounded) + "\n]\n")


if __name__ == "__main__":
    main()
