#!/usr/bin/env python3
"""How many of the known outages were found, how soon, and at how many false alarms. Standard library only.
usage: score.py TRUTH.csv OUT.csv [--series N] [--row NAME COST]

OUT is what `groundswell detect --out` writes, or a reference in the same columns; its last seven days are scored. Each wave in TRUTH
is an outage of its own.

Quiet bins are those of no outage, nor of the three hours after one. An alarm in a quiet bin is false; false alarms of a series at most
half an hour apart are one. For F = 1, 0.2 and 0.05 the lowest threshold on `score`, one for all series, is taken at which no more than
F false alarms a series and week remain, and with it:
  POD    the share of outages with an alarm from their first to their last bin; none counts that was in alarm already throughout the
         15 minutes before;
  delay  the mean time from the first bin to the alarm, or the outage's whole length if that is shorter or there is none.
The same is then said of `state` = down, and what became of its ends and onsets. --series N: the first N series of TRUTH.
--row: only the figures, as a row of a Markdown table."""
import argparse
import csv
from bisect import bisect_left
from datetime import datetime, timedelta, timezone
from statistics import median_high
from typing import NamedTuple

STEP = timedelta(minutes=5)
MINUTES = 5
WEEK = 2016          # bins
AFTERMATH = 36       # bins after an outage that are neither an outage nor quiet
SAME_EPISODE = 6     # bins
LEAD = 3             # bins: who is in alarm throughout these did not find the outage
ALLOWED = (1, 0.2, 0.05)


class Outage(NamedTuple):
    series: str
    first: int
    last: int
    strength: float

    @property
    def length(self):
        return self.last - self.first + 1


class Result(NamedTuple):
    """What the detector said of one series in the scored week, a value a bin."""
    score: list
    down: list
    onset: list


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def read_truth(path, first):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(dict.fromkeys(row["series"] for row in rows))[:first or None]
    kept = set(names)
    return names, [row for row in rows if row["series"] in kept and row["wave"] != "0"]


def read_result(path, names):
    """The results by series, and the start of the scored week."""
    with open(path, newline="") as file:
        end = max((row["time"] for row in csv.DictReader(file)), default=None)
    if end is None:
        raise SystemExit(f"{path} has no rows.")
    midnight = moment(end).replace(hour=0, minute=0, second=0) + timedelta(days=1)
    start = midnight - WEEK * STEP
    results = {name: Result([0.0] * WEEK, [False] * WEEK, [None] * WEEK) for name in names}
    from_text = start.strftime("%Y-%m-%d")
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if row["time"] < from_text or row["series"] not in results:
                continue
            t = round((moment(row["time"]) - start) / STEP)
            score = float(row["score"])
            if not 0 <= score <= 1:
                raise SystemExit(f"{row['series']} at {row['time']}: the score {score} is not from 0 to 1.")
            result = results[row["series"]]
            result.score[t], result.down[t] = score, row["state"] == "down"
            if row["onset"]:
                result.onset[t] = round((moment(row["onset"]) - start) / STEP)
    return results, start


def quiet_bins(names, outages):
    quiet = {name: [True] * WEEK for name in names}
    for outage in outages:
        for t in range(max(0, outage.first), min(WEEK, outage.last + 1 + AFTERMATH)):
            quiet[outage.series][t] = False
    return quiet


def false_alarms(alarms, quiet):
    """Episodes: an alarm in a quiet bin that no other one came before within half an hour."""
    count = 0
    for name, series in alarms.items():
        previous = None
        for t in (t for t in range(WEEK) if series[t] and quiet[name][t]):
            count += previous is None or t - previous > SAME_EPISODE
            previous = t
    return count


def bins_to_alarm(alarms, outage):
    """Bins from the outage's first to its first alarm, or None where it was not found."""
    series = alarms[outage.series]
    before = series[max(0, outage.first - LEAD):outage.first]
    if before and all(before):
        return None
    during = range(outage.first, min(outage.last, WEEK - 1) + 1)
    return next((t - outage.first for t in during if series[t]), None)


def alarms_at(results, threshold):
    return {name: [score >= threshold for score in result.score] for name, result in results.items()}


class Judge:
    def __init__(self, results, outages):
        self.results, self.outages = results, outages
        self.quiet = quiet_bins(results, outages)
        self.weeks = sum(map(sum, self.quiet.values())) / WEEK

    def false_rate(self, alarms):
        return false_alarms(alarms, self.quiet) / self.weeks

    def threshold(self, allowed):
        scores = sorted({s for name, result in self.results.items() for s, is_quiet in zip(result.score, self.quiet[name]) if is_quiet})
        last = len(scores) - 1  # that one is taken where none is low enough
        return scores[bisect_left(range(last), True, key=lambda i: self.false_rate(alarms_at(self.results, scores[i])) <= allowed)]

    def figures(self, alarms):
        """POD, mean capped delay in minutes, false alarms a series and week, and POD by strength."""
        found = [bins_to_alarm(alarms, outage) for outage in self.outages]
        delays = [o.length if wait is None else min(o.length, wait) for wait, o in zip(found, self.outages)]
        strengths = {}
        for wait, outage in zip(found, self.outages):
            strengths.setdefault(outage.strength, []).append(wait is not None)
        number = max(1, len(self.outages))
        return (sum(wait is not None for wait in found) / number, MINUTES * sum(delays) / number, self.false_rate(alarms),
                {strength: sum(hits) / len(hits) for strength, hits in sorted(strengths.items())})

    def ends_and_onsets(self, alarms):
        """Minutes from the end of each outage that was found to the first bin that is not down, and by how much its onset was missed."""
        ends, onsets = [], []
        for outage in self.outages:
            wait = bins_to_alarm(alarms, outage)
            if wait is None:
                continue
            after = next((t for t in range(outage.last + 1, WEEK) if not alarms[outage.series][t]), WEEK)
            ends.append(MINUTES * (after - outage.last - 1))
            onset = self.results[outage.series].onset[outage.first + wait]
            if onset is not None:
                onsets.append(MINUTES * abs(onset - outage.first))
        return ends, onsets


def words(label, figures):
    pod, delay, false, strengths = figures
    return (f"{label:8} POD {pod:.3f}  delay {delay:.1f} min  false {false:.3f}  by strength "
            + " ".join(f"{strength:g}: {share:.2f}" for strength, share in strengths.items()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("truth")
    parser.add_argument("out")
    parser.add_argument("--series", type=int, default=0)
    parser.add_argument("--row", nargs=2, metavar=("NAME", "COST"))
    options = parser.parse_args()
    names, waves = read_truth(options.truth, options.series)
    results, start = read_result(options.out, names)
    outages = [Outage(row["series"], round((moment(row["onset"]) - start) / STEP), round((moment(row["end"]) - start) / STEP), float(row["kappa"]))
               for row in waves]
    judge = Judge(results, outages)
    at = {allowed: judge.figures(alarms_at(results, judge.threshold(allowed))) for allowed in ALLOWED}
    if options.row:
        name, cost = options.row
        print(f"| {name} | " + " | ".join(f"{at[f][0]:.3f}, {at[f][1]:.0f} min" for f in ALLOWED) + f" | {cost} |")
        return
    print(f"{len(names)} series, {len(outages)} outages, {judge.weeks:.1f} quiet weeks from {start:%Y-%m-%d}")
    for allowed, figures in at.items():
        print(words(f"F = {allowed:g}", figures))
    down = {name: result.down for name, result in results.items()}
    print(words("down", judge.figures(down)))
    ends, onsets = judge.ends_and_onsets(down)
    print(f"down ends {median_high(ends)} min after the outage (median of {len(ends)})" if ends else "no outage was called down")
    if onsets:
        print(f"its onset is {median_high(onsets)} min off (median of {len(onsets)})")


if __name__ == "__main__":
    main()
