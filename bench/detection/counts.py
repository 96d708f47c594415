"""What the references written in Python read and write: counts as a matrix, scores in the format of `groundswell detect --out`."""
import csv
import gzip
import os
from datetime import datetime, timedelta, timezone

import numpy as np

STEP = timedelta(minutes=5)
DAY = 288  # bins
WEEK = 7 * DAY


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def read_counts(path):
    """Names, times, and a matrix of a row for each series and a column for each bin, NaN where one is missing."""
    names, columns, cells = {}, {}, []
    with gzip.open(path, "rt", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, time, count in rows:
            cells.append((names.setdefault(name, len(names)), columns.setdefault(time, len(columns)), int(count)))
    start = min(map(moment, columns))
    bins = {number: round((moment(time) - start) / STEP) for time, number in columns.items()}
    names = list(names)
    counts = np.full((len(names), max(bins.values()) + 1), np.nan)
    for series, column, count in cells:
        counts[series, bins[column]] = count
    times = [(start + STEP * t).strftime("%Y-%m-%dT%H:%M:%SZ") for t in range(counts.shape[1])]
    return names, times, counts


def sums(counts, length):
    """At each bin the sum of the last `length`; NaN where one of them is missing."""
    filled = np.nan_to_num(counts)
    total, missing = np.zeros_like(filled), np.zeros(counts.shape, dtype=bool)
    for lag in range(length):
        total[:, lag:] += filled[:, :filled.shape[1] - lag]
        missing[:, lag:] |= np.isnan(counts[:, :counts.shape[1] - lag])
    missing[:, :length - 1] = True
    total[missing] = np.nan
    return total


def write_scores(path, names, times, counts, statistic, expected):
    """The last week. `statistic` is any number that grows with surprise; it is squashed so that no two ranks become one."""
    statistic = np.maximum(0, np.nan_to_num(statistic))
    score = statistic / (statistic + 5)
    with open(path + ".partial", "w", newline="") as file:
        file.write("series,time,value,expected,lower,upper,score,state,onset\n")
        for i, name in enumerate(names):
            for t in range(counts.shape[1] - WEEK, counts.shape[1]):
                if not np.isnan(counts[i, t]):
                    mean = "" if np.isnan(expected[i, t]) else f"{expected[i, t]:.6g}"
                    file.write(f"{name},{times[t]},{int(counts[i, t])},{mean},,,{float(score[i, t])!r},unknown,\n")
    os.replace(path + ".partial", path)
