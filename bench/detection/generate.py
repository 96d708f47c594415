#!/usr/bin/env python3
"""Makes counts of user reports in five-minute bins, with outages of known onset.
usage: generate.py SEED SERIES DIRECTORY
writes counts.csv.gz (series,time,count; a missing bin has no row) and truth.csv (series,wave,onset,end,kappa,shape). needs numpy

Seven weeks from a Monday, UTC. Level, trend, seasonality and dispersion are seven of the scenarios of A. Noufaily et al., "An improved
algorithm for outbreak detection in multiple surveillance systems", Statistics in Medicine 32 (2013) 1206-1222, with a day in place of
their year, an hour hand of one or two harmonics, and a weekend. On top of them, as in life:
  half of the series follow a slow disturbance: log-normal, standard deviation 0.15, correlation 0.985 a bin (5.5 h);
  15 % have a holiday after the second week, a day of fewer reports or of more;
  20 % have gaps of half an hour to six hours, none within an hour of an outage of the last week;
  40 % had up to three outages in the first six weeks, of which nothing is told;
  two thirds fail in the last week, and 30 % of those again, two to eight hours after it was over.
An outage adds Poisson counts of kappa standard deviations of its bin, at once, rising through its first half, or as a pulse.
Wave 0 in truth.csv says that the series does not fail in the last week; onset and end are the first and the last bin with excess."""
import csv
import gzip
import os
import sys
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

DAY = 288
WEEK = 7 * DAY
HISTORY, BINS = 6 * WEEK, 7 * WEEK
START = datetime(2025, 9, 1)
HOUR = 12
PERSISTENCE, DISTURBANCE = 0.985, 0.15


class Scenario(NamedTuple):
    log_level: float
    slope: float        # a day
    cosine: float
    sine: float
    dispersion: float   # variance / mean


SCENARIOS = (
    Scenario(0.1, 0.0025, 0.6, 0.6, 1.5),
    Scenario(-2, 0.005, 0.1, 0.3, 2),
    Scenario(1.5, 0.003, 0.2, -0.4, 1),
    Scenario(0.5, 0.002, 0.5, 0.5, 5),
    Scenario(2.5, 0.001, 1, 0.1, 3),
    Scenario(3.75, 0.001, 0.1, -0.1, 1.1),
    Scenario(5, 0.0001, 0.05, 0.01, 1.2),
)
SHAPES = ("step", "ramp", "pulse")


class Outage(NamedTuple):
    onset: int
    length: int
    kappa: float
    shape: str

    @property
    def bins(self):
        return slice(self.onset, self.onset + self.length)

    def course(self):
        """Its excess as a share of the highest."""
        bin_number = np.arange(1, self.length + 1)
        if self.shape == "step":
            return np.ones(self.length)
        if self.shape == "ramp":
            return np.minimum(bin_number / max(1, self.length // 2), 1)
        course = np.exp(-np.square(np.log(bin_number / (0.3 * self.length)) / 0.6) / 2)
        return course / course.max()


def disturbance(random):
    """A stationary autoregression whose exponential has the mean 1."""
    z = np.empty(BINS)
    z[0] = random.normal(0, DISTURBANCE)
    steps = random.normal(0, DISTURBANCE * np.sqrt(1 - PERSISTENCE ** 2), BINS)
    for t in range(1, BINS):
        z[t] = PERSISTENCE * z[t - 1] + steps[t]
    return z - DISTURBANCE ** 2 / 2


def log_mean(random, scenario):
    bins = np.arange(BINS)
    days = bins // DAY
    result = np.full(BINS, random.normal(scenario.log_level, 0.3))
    if random.random() < 0.5:
        result += scenario.slope * bins / DAY
    harmonics = int(random.integers(0, 3))
    for harmonic, weight in zip(range(1, harmonics + 1), (1, 0.6)):
        angle = 2 * np.pi * harmonic * bins / DAY
        result += weight * (scenario.cosine * np.cos(angle) + scenario.sine * np.sin(angle))
    if harmonics > 0:
        result[days % 7 >= 5] += random.normal(0, 0.3)
    if random.random() < 0.15:
        result[days == random.integers(14, 49)] += random.choice((-0.5, -0.3, 0.35))
    return result + disturbance(random) if random.random() < 0.5 else result


def past_outages(random):
    if random.random() >= 0.4:
        return []
    return [Outage(int(random.integers(DAY, HISTORY - DAY)), int(random.choice((6, 12, 36, 72))),
                   float(random.choice((2, 4, 8, 16))), str(random.choice(SHAPES)))
            for _ in range(random.integers(0, 4))]


def outages_to_find(random):
    if random.random() >= 2 / 3:
        return []
    first = Outage(int(random.integers(HISTORY + 3 * HOUR, BINS - 35 * HOUR)), int(random.choice((6, 12, 36))),
                   float(random.choice((1, 2, 4, 8))), str(random.choice(SHAPES)))
    if random.random() >= 0.3:
        return [first]
    pause = int(random.integers(2 * HOUR, 8 * HOUR + 1))
    return [first, Outage(first.onset + first.length + pause, int(random.choice((6, 12, 36))), float(random.choice((1, 2, 4))), first.shape)]


def gaps(random, found):
    """A mask of the bins that are missing."""
    missing = np.zeros(BINS, dtype=bool)
    if random.random() >= 0.2:
        return missing
    for _ in range(random.integers(1, 4)):
        begin = int(random.integers(0, BINS - 100))
        end = begin + int(random.integers(HOUR // 2, 6 * HOUR))
        if all(end < outage.onset - HOUR or begin > outage.onset + outage.length + HOUR for outage in found):
            missing[begin:end] = True
    return missing


def series(random):
    scenario = SCENARIOS[random.integers(len(SCENARIOS))]
    mean = np.exp(log_mean(random, scenario))
    phi = scenario.dispersion
    counts = random.poisson(mean) if phi == 1 else random.negative_binomial(mean / (phi - 1), 1 / phi)
    found = outages_to_find(random)
    for outage in past_outages(random) + found:
        counts[outage.bins] += random.poisson(outage.kappa * np.sqrt(phi * mean[outage.bins]) * outage.course())
    return counts, gaps(random, found), found


def main():
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    seed, number, directory = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    os.makedirs(directory, exist_ok=True)
    random = np.random.default_rng(seed)
    times = [(START + timedelta(minutes=5 * t)).strftime("%Y-%m-%dT%H:%M:%SZ") for t in range(BINS)]
    with (gzip.GzipFile(os.path.join(directory, "counts.csv.gz"), "wb", mtime=0) as rows,
          open(os.path.join(directory, "truth.csv"), "w", newline="") as truth_file):
        truth = csv.writer(truth_file, lineterminator="\n")
        truth.writerow(("series", "wave", "onset", "end", "kappa", "shape"))
        rows.write(b"series,time,count\n")
        for i in range(number):
            name = f"s{i:04d}"
            counts, missing, found = series(random)
            rows.write("".join(f"{name},{times[t]},{counts[t]}\n" for t in range(BINS) if not missing[t]).encode())
            for wave, outage in enumerate(found, start=1):
                truth.writerow((name, wave, times[outage.onset], times[outage.onset + outage.length - 1], outage.kappa, outage.shape))
            if not found:
                truth.writerow((name, 0, "", "", "", ""))


if __name__ == "__main__":
    main()
