"""The kinds that kinds.py judges: each makes its series, has them judged, and prints its table."""
import csv
import gzip
import os
import random
from datetime import datetime, timezone
from statistics import median

from kindrates import month, scatter, weekend
from made import DAY, HOUR, MEASURED_BURSTS, MINUTE, START, UTC, WEEK, BurstLaw, Clock, Series, bin_count, bin_name, draw, poisson, spells, usual_week


def found(down, begin, end):
    """Down in the rows [begin, end), and not already throughout the three before."""
    return any(down[begin:end]) and not all(down[max(0, begin - 3):begin])


def minutes(values):
    return f"{median(values):.0f}/{max(values):.0f}" if values else "-"


def lull(judge):
    """asked: none that `none` has not"""
    lengths = {"none": 0, "1 h": HOUR, "6 h": 6 * HOUR, "1 day": DAY}
    series = []
    for step, many in ((MINUTE, 4), (5 * MINUTE, 8), (HOUR, 16)):
        for level in (1, 10, 100):
            for length, seconds in lengths.items():
                for depth in (0, 0.1, 0.5) if seconds else (1,):
                    if depth == 0.5 and (length != "6 h" or step == MINUTE):
                        continue
                    for i in range(many * judge.many):
                        begin = 14 * DAY + random.Random(f"{judge.seed} lull {i}").randrange(96) * 900
                        week = usual_week(Clock(UTC), level)
                        share = lambda t: depth if begin <= t < begin + seconds else 1
                        series.append(draw("", f"{judge.seed} lull {step} {level} {i}", step, begin + seconds + 2 * DAY, lambda t: week(t) * share(t),
                                           cell=(step, level, length, depth), back=begin + seconds))
    print(f"   {'bin':>6} {'a min':>5} {'lull':>6} {'to':>4}" + "".join(f" | F={F:<6g} down  <=6h  minutes" for F in judge.rates(1, 0.05, 0.0022)))
    rows = {}
    for F in judge.rates(1, 0.05, 0.0022):
        for one, down in zip(series, judge.down(series, F)):
            first = one.row(one.facts["back"])
            day, soon = down[first:one.row(one.facts["back"] + DAY)], down[first:one.row(one.facts["back"] + 6 * HOUR)]
            rows.setdefault(one.facts["cell"], {}).setdefault(F, []).append((sum(day) * one.step / 60, any(soon)))
    for (step, level, length, depth), by in rows.items():
        print(f"   {bin_name(step):>6} {level:5} {length:>6} {depth if length != 'none' else '':>4}" + "".join(
            f" | {'':8} {sum(m > 0 for m, _ in x):2}/{len(x):<2} {sum(s for _, s in x):4} {minutes([m for m, _ in x if m > 0]):>9}" for x in by.values()))
    for F in judge.rates(1, 0.05, 0.0022):
        for none in (True, False):
            all_ = [x for cell, by in rows.items() if (cell[2] == "none") == none for x in by[F]]
            print(f"   F={F:g} {'without' if none else 'after a'} lull: {sum(m > 0 for m, _ in all_)}/{len(all_)} down within a day, {sum(s for _, s in all_)} within 6 h")


def bursts(judge):
    """asked: found as often as in `none`"""
    past, level = 28 * DAY, 0.2

    def burst_list(kind, source):
        if kind in ("fixed", "wandering"):
            starts = [day * DAY + (9.5 if kind == "fixed" else source.uniform(0, 23.5)) * HOUR for day in range(28)]
            return [(at, at + source.uniform(15, 25) * MINUTE, level * source.uniform(10, 30)) for at in starts]
        if kind == "none":
            return []
        law = BurstLaw(*MEASURED_BURSTS[kind])
        return [(at, at + length, level * (peak - 1)) for at, length, peak in law.draw(past, source)]
    series = []
    for kind in ("none", "fixed", "wandering", *MEASURED_BURSTS):
        for step in (MINUTE * 5, MINUTE * 15):
            for times, rate in (("+40/15 min", 40 / 15), ("4.4 x", 3.4 * level)):
                for i in range(10 * judge.many):
                    source = random.Random(f"{judge.seed} bursts {kind} {i}")
                    extra, at = burst_list(kind, source), past + source.randrange(36, 84) * 900
                    flat = usual_week(Clock(UTC), level, 0.3, 1) if step == MINUTE * 5 else lambda t: level
                    series.append(draw("", f"{judge.seed} bursts {kind} {step} {i}", step, past + 2 * DAY, flat, extra=[*extra, (at, at + 2 * HOUR, rate)],
                                       cell=(kind, step, times), outage=at, bursts=extra))
    print(f"   {'bursts':>9} {'bin':>6} {'outage':>10}" + "".join(f" | F={F:<6g} found  a week  at none" for F in judge.rates(0.05, 0.0022)))
    rows = {}
    for F in judge.rates(0.05, 0.0022):
        for one, down in zip(series, judge.down(series, F)):
            at = one.facts["outage"]
            before = spells(down, one, one.row(7 * DAY), one.row(past))
            apart = [s for s in before if not any(a - one.step <= one.time(r) - START <= b + 2 * HOUR for r in s for a, b, _ in one.facts["bursts"])]
            rows.setdefault(one.facts["cell"], {}).setdefault(F, []).append((found(down, one.row(at), one.row(at + 2 * HOUR + 2 * one.step)), len(before), len(apart)))
    for (kind, step, times), by in rows.items():
        print(f"   {kind:>9} {bin_name(step):>6} {times:>10}" + "".join(
            f" | {'':8} {sum(f for f, _, _ in x):2}/{len(x):<2} {sum(n for _, n, _ in x) / 3 / len(x):7.2f} {sum(a for _, _, a in x):5}/{3 * len(x)}w" for x in by.values()))


def pge(judge):
    """asked: 27/30 at `any` and `calm`, and in a `city` as in a quiet one; found is down within the two hours or the one after"""
    path = os.path.join(judge.real or "", "pge.csv.gz")
    if not judge.real or not os.path.exists(path):
        print("   no pge.csv.gz here (--real DIRECTORY)")
        return
    times, places = [], {}
    with gzip.open(path, "rt", newline="") as file:
        for row in csv.reader(file):
            if row[0] == "pge-all":
                times.append(int(datetime.fromisoformat(row[1].replace("Z", "+00:00")).timestamp()))
            if row[0] != "series":
                places.setdefault(row[0], []).append(int(row[2]))
    at = {t: r for r, t in enumerate(times)}
    everywhere, cities = places["pge-all"], [name for name, counts in places.items() if name != "pge-all" and len(counts) == len(times)]

    def usual(counts, row):
        """Of the same half hours, one more or less, of the four weeks before: their median, or where few are expected their mean without the highest twentieth."""
        near = sorted(counts[at[t]] for d in range(1, 29) for e in (-1800, 0, 1800) if (t := times[row] - d * DAY + e) in at)
        return 0 if len(near) < 40 else median(near) if counts is everywhere else sum(near[:len(near) * 19 // 20]) / len(near)
    chosen, source = {"any": [], "calm": [], "city": []}, random.Random(f"{judge.seed} pge")
    while any(len(x) < 30 for x in chosen.values()):
        row, city = source.randrange(28 * 48, len(times) - 8), places[source.choice(cities)]
        if times[row + 6] - times[row - 12] != 18 * 1800:
            continue
        mean = usual(everywhere, row)
        if mean >= 3 and len(chosen["any"]) < 30:
            chosen["any"].append((everywhere, row, mean))
        calm = sum(everywhere[row - 12:row]) < 1.5 * sum(usual(everywhere, r) for r in range(row - 12, row)) and max(everywhere[row - 12:row]) < 3 * mean
        if mean >= 3 and calm and len(chosen["calm"]) < 30:
            chosen["calm"].append((everywhere, row, mean))
        if sum(city[row - 12:row]) < 5 and (mean := usual(city, row)) >= 0.15 and len(chosen["city"]) < 30:
            chosen["city"].append((city, row, mean))
    series = []
    for size, kinds in ((4.4, ("any", "calm", "quiet")), (18, ("any", "calm", "quiet", "city", "quiet city"))):
        for kind in kinds:
            for number, (counts, row, mean) in enumerate(chosen[{"quiet": "calm", "quiet city": "city"}.get(kind, kind)]):
                source, end = random.Random(f"{judge.seed} pge {size} {kind} {number}"), row + 4 + 3
                first, laid = 0, counts[:end]
                if kind.startswith("quiet"):
                    first = max(0, row - 26 * 7 * 48)
                    day = [median([counts[at[t]] for d in range(1, 57) if (t := times[row] - d * DAY + s * 1800) in at] or [mean]) for s in range(48)] if kind == "quiet" else [mean] * 48
                    laid = [bin_count(day[(times[r] - times[row]) // 1800 % 48], 1.4, 0, source) for r in range(first, end)]
                for r in range(row, row + 4):
                    laid[r - first] += poisson((size - 1) * mean, source)
                series.append(Series("", 1800, laid, times[first], times[first:end], cell=(size, kind), outage=row - first))
    rates = judge.rates(1, 0.05, 0.0022)
    print("   times      where" + "".join(f" | F={F:<6g} found" for F in rates))
    rows = {}
    for F in rates:
        for one, down in zip(series, judge.down(series, F)):
            rows.setdefault(one.facts["cell"], {}).setdefault(F, []).append(found(down, one.facts["outage"], one.facts["outage"] + 6))
    for (size, kind), by in rows.items():
        print(f"   {size:5} {kind:>10}" + "".join(f" | {'':8} {sum(x):2}/{len(x)}" for x in by.values()))


def newusual(judge):
    """asked: no row of days 3 to 6 down"""
    hold, ramp = lambda a, b: lambda x: a if x < 0 else b, lambda a, b: lambda x: a + (b - a) * min(1, max(0, x / WEEK))
    changes = {"10 to 20": hold(10, 20), "10 to 14": hold(10, 14), "10 to 100": hold(10, 100), "0 to 667 (40,000 an hour)": hold(0, 667), "20 to 10": hold(20, 10),
               "10 to 20 in a week": ramp(10, 20), "10 to 50 in a week": ramp(10, 50)}
    series = []
    for name, change in changes.items():
        for step in (MINUTE, 5 * MINUTE, HOUR):
            for i in range((2 if step == MINUTE else 4) * judge.many):
                at = 14 * DAY + random.Random(f"{judge.seed} newusual {i}").randrange(96) * 900
                week = usual_week(Clock(UTC), 1, 0.5)
                series.append(draw("", f"{judge.seed} newusual {name} {step} {i}", step, at + 9 * DAY, lambda t: week(t) * change(t - at), cell=(name, step), change=at))
    rates, rows = judge.rates(1, 0.05, 0.0022), {}
    for F in rates:
        for one, down in zip(series, judge.down(series, F)):
            at = one.facts["change"]
            later = down[one.row(at + 2 * DAY):one.row(at + 6 * DAY)]
            last = max((one.time(r) - START - at for r in range(one.row(at), len(down)) if down[r]), default=0)
            rows.setdefault(one.facts["cell"], {}).setdefault(F, []).append((sum(later) / len(later), len(spells(down, one, one.row(at), one.row(at + 6 * DAY))), last / DAY))
    print(f"   {'change':>26} {'bin':>6}" + "".join(f" | F={F:<6g} days 3-6  spells  last, day" for F in rates))
    for (name, step), by in rows.items():
        print(f"   {name:>26} {bin_name(step):>6}" + "".join(
            f" | {'':8} {sum(s for s, _, _ in x) / len(x):7.1%} {sum(n for _, n, _ in x) / len(x):7.1f} {max(d for _, _, d in x):8.1f}  " for x in by.values()))


def downdetector(judge):
    """asked: >= 95 % of the published found, median before publication. Published: at the end of the second 15 minutes in a row with
   at least three times what is typical at that hour and ten reports. Delay is from publication to the end of the first bin that is down."""
    step, history, source = 15 * MINUTE, 28 * DAY, random.Random(f"{judge.seed} downdetector")
    series = []
    for i in range(60 * judge.many):
        level, factor = source.choice((0.1, 0.3, 1, 3)), 10 ** source.uniform(1, 2)
        begin, length, rise = history + source.randrange(8, 60) * 900 + source.randrange(900), source.uniform(0.5, 6) * HOUR, source.choice((0, 15, 30, 60)) * MINUTE
        outage = i % 6 != 0
        week = usual_week(Clock("America/New_York"), level)

        def mean(t, week=week, begin=begin, length=length, rise=rise, factor=factor, outage=outage):
            x = t + step / 2 - begin
            if not outage or x < 0 or x > length:
                return week(t)
            fall = min(1, (length - x) / (length / 3))
            return week(t) * (1 + factor * min(1, (x + step / 2) / rise if rise else 1) * fall)
        one = draw("", f"{judge.seed} downdetector {i}", step, history + DAY, mean, zone="America/New_York", outage=outage, begin=begin, length=length)
        first = one.row(begin - step)
        over = [c >= 10 and c >= 3 * week(r * step) * 15 for r, c in enumerate(one.counts)]
        one.facts["published"] = next((r for r in range(first + 1, one.row(begin + length) + 1) if r < len(over) and over[r] and over[r - 1]), None) if outage else None
        series.append(one)
    rates = judge.rates(1, 0.05, 0.0022)
    for F in rates:
        hits, published, false = [], 0, 0
        for one, down in zip(series, judge.down(series, F)):
            if not one.facts["outage"]:
                false += len(spells(down, one, one.row(history), len(down)))
                continue
            at = one.facts["published"]
            if at is None:
                continue
            published += 1
            row = next((r for r in range(at - 8, min(len(down), at + 9)) if down[r] and not all(down[at - 11:at - 8])), None)
            if row is not None:
                hits.append((row - at) * 15)
        print(f"   F={F:g}: {len(hits)}/{published} published found within 2 h, delay past publication, minutes: median {median(hits) if hits else float('nan'):.0f}, "
              f"worst {max(hits, default=0)}; {sum(h < 0 for h in hits)} before, {sum(h > 0 for h in hits)} after; false spells on {sum(not s.facts['outage'] for s in series)} days without: {false}")


KINDS = {f.__name__: f for f in (lull, bursts, pge, weekend, month, scatter, newusual, downdetector)}
