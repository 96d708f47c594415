#!/usr/bin/env python3
"""Scores `groundswell detect` by the rules of the Numenta Anomaly Benchmark. Standard library only.

    python3 bench/detection/nab.py NAB_DIR [--groundswell "dotnet path/to/groundswell.dll"] [--verbose] [--splits 200]

NAB_DIR holds data/**/*.csv (or .csv.gz) and combined_windows.json, there or in labels/: a checkout of the benchmark, or a part of it.

The rules are those of Lavin and Ahmad, "Evaluating Real-Time Anomaly Detection Algorithms", 2015. The first 15 % of a file, at most
750 rows, are not judged. The first detection in a window earns a scaled sigmoid of its position, 1 at the window's start; a window
without any costs a miss; a detection outside costs the more, the further behind the last window it lies. One threshold, the best
one for the profile, holds for all files. 0 is a detector that never speaks, 100 one that speaks once at each window's first row.
"""
import argparse
import bisect
import csv
import gzip
import json
import math
import os
import random
import shlex
import subprocess
import sys
import tempfile
from datetime import datetime

# name: (cost of a false detection, cost of a missed window); a window found at once earns 1
PROFILES = {"standard": (0.11, 1.0), "reward_low_FP": (0.22, 1.0), "reward_low_FN": (0.11, 2.0)}
PROBATION = 0.15
PROBATION_ROWS = 5000  # of longer files, the probation is that of a file of this length


def sigmoid(position):
    """1 far before the window's end, 0 at it, -1 far behind it."""
    return -1.0 if position > 3 else 2 / (1 + math.exp(5 * position)) - 1


class File:
    """A data file's length and windows, and what a detection at each row is worth."""

    def __init__(self, name, rows, windows):
        self.name, self.rows, self.windows = name, rows, windows
        self.probation = int(PROBATION * min(rows, PROBATION_ROWS))

    def window_of(self, row):
        for number, (first, last) in enumerate(self.windows):
            if first <= row <= last:
                return number
        return None

    def gain(self, row, window):
        first, last = self.windows[window]
        return sigmoid(-(last - row + 1) / (last - first + 1)) / sigmoid(-1.0)

    def loss(self, row):
        """Of a detection outside all windows, in units of the profile's cost; never above 0."""
        before = [window for window in self.windows if window[1] < row]
        if not before:
            return -1.0
        first, last = max(before, key=lambda window: window[1])
        return sigmoid((row - last) / max(1, last - first))


def steps(file, scores):
    """(score, change of loss, change of gain, change of windows found) as a threshold sinks to the score."""
    found = []
    top = [0.0] * len(file.windows)
    records = [[] for _ in file.windows]
    for row in range(file.probation, file.rows):
        score = scores[row]
        window = file.window_of(row)
        if score <= 0:
            continue
        if window is None:
            found.append((score, file.loss(row), 0.0, 0))
        elif score > top[window]:
            top[window] = score
            records[window].append((score, file.gain(row, window)))
    for window in records:
        later = 0.0
        for place, (score, gain) in enumerate(reversed(window)):
            found.append((score, 0.0, gain - later, 1 if place == 0 else 0))
            later = gain
    return found


def curve(files, all_steps):
    """For each threshold that matters, from the highest: (threshold, loss, gain, windows found), all sums so far."""
    merged = sorted((step for file in files for step in all_steps[file.name]), reverse=True)
    points = [(math.inf, 0.0, 0.0, 0)]
    loss = gain = 0.0
    found = 0
    for place, (score, more_loss, more_gain, more_found) in enumerate(merged):
        loss, gain, found = loss + more_loss, gain + more_gain, found + more_found
        if place + 1 == len(merged) or merged[place + 1][0] != score:
            points.append((score, loss, gain, found))
    return points


def total(profile, windows, point):
    """On the scale of 0 for silence to 100 for perfection."""
    false_cost, miss_cost = PROFILES[profile]
    _, loss, gain, found = point
    return 100 * (gain + false_cost * loss + miss_cost * found) / (windows * (1 + miss_cost)) if windows else 0.0


def best(profile, files, all_steps):
    windows = sum(len(file.windows) for file in files)
    return max(((total(profile, windows, point), point[0]) for point in curve(files, all_steps)), default=(0.0, math.inf))


def split_estimate(profile, files, all_steps, repeats):
    """The threshold chosen on one random half of the files and scored on the other, both ways, over and over."""
    draw = random.Random(1)
    raw = possible = 0.0
    false_cost, miss_cost = PROFILES[profile]
    for _ in range(repeats):
        shuffled = list(files)
        draw.shuffle(shuffled)
        half = len(shuffled) // 2
        for train, judge in ((shuffled[:half], shuffled[half:]), (shuffled[half:], shuffled[:half])):
            threshold = best(profile, train, all_steps)[1]
            points = curve(judge, all_steps)
            last = bisect.bisect_right([-point[0] for point in points], -threshold) - 1
            _, loss, gain, found = points[last]
            raw += gain + false_cost * loss + miss_cost * found
            possible += sum(len(file.windows) for file in judge) * (1 + miss_cost)
    return 100 * raw / possible if possible else 0.0


def read_times(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", newline="") as source:
        return [datetime.fromisoformat(row["timestamp"]) for row in csv.DictReader(source)]


def load(directory):
    for place in ("combined_windows.json", os.path.join("labels", "combined_windows.json")):
        if os.path.exists(os.path.join(directory, place)):
            with open(os.path.join(directory, place), encoding="utf-8") as source:
                labels = json.load(source)
            break
    else:
        sys.exit(f"{directory} has no combined_windows.json, neither there nor in labels/.")
    files, paths = [], {}
    data = os.path.join(directory, "data")
    for folder, _, names in sorted(os.walk(data)):
        for name in sorted(names):
            path = os.path.join(folder, name)
            key = os.path.relpath(path, data).replace(os.sep, "/").removesuffix(".gz")
            if not key.endswith(".csv"):
                continue
            if key not in labels:
                print(f"{key} has no labels: left out", file=sys.stderr)
                continue
            times = read_times(path)
            windows = []
            for start, end in labels[key]:
                start, end = datetime.fromisoformat(start), datetime.fromisoformat(end)
                inside = [row for row, time in enumerate(times) if start <= time <= end]
                if inside:
                    windows.append((inside[0], inside[-1]))
            files.append(File(key, len(times), windows))
            paths[key] = path
    if not files:
        sys.exit(f"{data} holds no labelled .csv or .csv.gz.")
    return files, paths


def detect(command, path, expected):
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "scores.csv")
        run = subprocess.run([*shlex.split(command), "detect", path, "--out", target], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{path}: {run.stderr.strip() or run.stdout.strip()}")
        with open(target, newline="", encoding="utf-8") as source:
            scores = [float(row["score"] or 0) for row in csv.DictReader(source)]
    if len(scores) != expected:
        sys.exit(f"{path}: {expected} rows in, {len(scores)} out.")
    return scores


def tell(file, scores, threshold):
    """One line on a file at a threshold: what each window earned, and at which rows detections were false."""
    hits = [row for row in range(file.probation, file.rows) if scores[row] >= threshold and scores[row] > 0]
    gains = []
    for number, (first, last) in enumerate(file.windows):
        inside = [row for row in hits if first <= row <= last]
        gains.append(f"{file.gain(inside[0], number):.2f}" if inside else "missed")
    false = [row for row in hits if file.window_of(row) is None]
    cost = sum(file.loss(row) for row in false)
    return f"  {file.name:58} windows [{', '.join(gains)}]  false {len(false)} (cost {cost:.2f})"


def check(files):
    """Cases worked by hand, and the ends of the scale on the files given."""
    toy = File("toy", 100, [(40, 49), (60, 69)])
    assert toy.probation == 15 and File("long", 9000, []).probation == 750
    near = lambda a, b: abs(a - b) < 1e-9
    assert near(toy.gain(40, 0), 1) and near(toy.gain(45, 0), (2 / (1 + math.exp(-2.5)) - 1) / (2 / (1 + math.exp(-5)) - 1))
    assert near(toy.loss(20), -1) and near(toy.loss(53), 2 / (1 + math.exp(20 / 9)) - 1) and near(toy.loss(99), -1)

    def score(marks, profile="standard"):
        scores = [marks.get(row, 0.0) for row in range(100)]
        return best(profile, [toy], {"toy": steps(toy, scores)})[0]

    assert near(score({10: 1.0}), 0)  # probation: free
    assert near(score({40: 0.9, 60: 0.9}), 100)
    assert near(score({40: 0.9}), 50) and near(score({40: 0.9}, "reward_low_FN"), 50)
    assert near(score({40: 0.9, 41: 0.9, 49: 0.9}), 50)  # later detections in a window earn nothing and cost nothing
    assert near(score({40: 0.9, 20: 0.9}), 100 * (2 - 0.11) / 4) and near(score({40: 0.9, 20: 0.9}, "reward_low_FP"), 100 * (2 - 0.22) / 4)
    assert near(score({40: 0.9, 20: 0.5}), 50)  # the threshold is put above what harms
    assert near(score({45: 0.5, 48: 0.9}), 100 * (1 + toy.gain(45, 0)) / 4)  # the earlier one once the threshold is low enough
    for profile in PROFILES:
        silent = {file.name: steps(file, [0.0] * file.rows) for file in files}
        perfect = {file.name: steps(file, [1.0 if any(first == row for first, _ in file.windows) else 0.0 for row in range(file.rows)]) for file in files}
        assert best(profile, files, silent)[0] == 0
        early = any(first < file.probation for file in files for first, _ in file.windows)  # such a window cannot earn all
        assert early or near(best(profile, files, perfect)[0], 100), profile
    print("The scorer agrees with the cases worked by hand; silence scores 0, perfection 100.")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("directory", metavar="NAB_DIR")
    arguments.add_argument("--groundswell", default="groundswell", metavar="COMMAND", help="how the program is started (default: groundswell)")
    arguments.add_argument("--verbose", action="store_true", help="a line per file and profile")
    arguments.add_argument("--splits", type=int, default=0, metavar="N", help="also: threshold from a random half, scored on the other, N times")
    arguments.add_argument("--check", action="store_true", help="check the scorer itself, and stop")
    settings = arguments.parse_args()
    files, paths = load(settings.directory)
    if settings.check:
        check(files)
        return
    scores = {file.name: detect(settings.groundswell, paths[file.name], file.rows) for file in files}
    all_steps = {file.name: steps(file, scores[file.name]) for file in files}
    windows = sum(len(file.windows) for file in files)
    print(f"{len(files)} files, {windows} windows")
    for profile in PROFILES:
        value, threshold = best(profile, files, all_steps)
        point = next(point for point in curve(files, all_steps) if point[0] == threshold)
        line = f"{profile:14} {value:5.1f}  threshold {threshold:.6f}  found {point[3]} of {windows}"
        if settings.splits:
            line += f"  by random halves {split_estimate(profile, files, all_steps, settings.splits):.1f}"
        print(line)
        if settings.verbose:
            for file in files:
                print(tell(file, scores[file.name], threshold))


if __name__ == "__main__":
    main()
