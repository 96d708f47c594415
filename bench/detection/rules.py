#!/usr/bin/env python3
"""Two rules that people write by hand, over the last week of a file of counts.
usage: rules.py COUNTS.csv.gz OUT.csv RULE

RULE zscore: the last 15 minutes against those within half an hour of the same time of day on each day of the six weeks before, in
             their standard deviations: a recording rule of a metrics system. (The same day of the week only: finds less.)
RULE ratio:  the last 15 minutes as a multiple of their mean over the six weeks before: what public outage pages describe.
needs numpy"""
import sys
import time

import numpy as np

from counts import DAY, WEEK, read_counts, sums, write_scores

LENGTH = 3        # bins: 15 minutes
PAST_DAYS = 42
AROUND = 6        # bins before and after: "the same hour"
LEAST_SPREAD = 1.0
LEAST_MEAN = 1.0  # added to it: without, the sparse series alone decide


def zscore(quarter, t):
    around = [t - DAY * day + lag for day in range(1, PAST_DAYS + 1) for lag in range(-AROUND, AROUND + 1)]
    past = quarter[:, [s for s in around if s >= 0]]
    mean = np.nanmean(past, axis=1)
    return (quarter[:, t] - mean) / np.maximum(np.nanstd(past, axis=1), LEAST_SPREAD), mean


def ratio(quarter, t):
    mean = np.nanmean(quarter[:, max(0, t - PAST_DAYS * DAY):t], axis=1)
    return quarter[:, t] / (mean + LEAST_MEAN), mean


if __name__ == "__main__":
    rule = {"zscore": zscore, "ratio": ratio}[sys.argv[3]]
    names, times, counts = read_counts(sys.argv[1])
    began = time.process_time()
    quarter = sums(counts, LENGTH)
    statistic, expected = np.zeros_like(counts), np.full(counts.shape, np.nan)
    for t in range(counts.shape[1] - WEEK, counts.shape[1]):
        statistic[:, t], mean = rule(quarter, t)
        expected[:, t] = mean / LENGTH
    used = time.process_time() - began
    write_scores(sys.argv[2], names, times, counts, statistic, expected)
    print(f"{1000 * used / (WEEK * len(names)):.4f} ms a point")
