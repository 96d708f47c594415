#!/usr/bin/env python3
"""False alarms on real counts: the tweet counts of the Numenta Anomaly Benchmark, outside of its labelled windows.
usage: quiet.py NAB_DIR --groundswell COMMAND      NAB_DIR: a checkout of the benchmark, or a part of it (plain or .gz)

Each file of realTweets is read as counts in five-minute bins (`series,time,count`), judged by `groundswell detect` at several
--false-alarms, and the spells of `down` outside of the windows, and after the first week, are counted; spells less than half an hour apart are one. The labels name the
files' own anomalies only; other spells may be news that nobody labelled, so the figure is an upper bound. Standard library only."""
import argparse, csv, glob, gzip, io, json, os, shlex, subprocess, tempfile
from datetime import datetime, timedelta

RATES = (1, .2, .05)
FIRST_WEEK = timedelta(days=7)
APART = timedelta(minutes=30)  # nearer spells are one

def time_of(text): return datetime.fromisoformat(text.split('.')[0].rstrip('Z'))

def labels(root):
    for path in ('combined_windows.json', 'labels/combined_windows.json'):
        if os.path.exists(os.path.join(root, path)):
            with open(os.path.join(root, path)) as file: return json.load(file)
    raise SystemExit(f'{root}: no combined_windows.json')

def read(path):
    with (gzip.open(path, 'rt') if path.endswith('.gz') else open(path)) as file: return list(csv.reader(file))[1:]

def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('root'); parser.add_argument('--groundswell', default='groundswell')
    arguments = parser.parse_args()
    windows, weeks, series, known = labels(arguments.root), 0, io.StringIO(), {}
    series.write('series,time,count\n')
    for path in sorted(glob.glob(os.path.join(arguments.root, 'data/realTweets/*.csv*'))):
        name = os.path.basename(path).split('.')[0]
        rows = read(path)
        spans = [(time_of(a), time_of(b)) for a, b in windows.get(f'realTweets/{name}.csv', [])]
        start, end = time_of(rows[0][0]) + FIRST_WEEK, time_of(rows[-1][0])
        known[name] = (start, spans)
        weeks += (end - start - sum((b - a for a, b in spans if b > start), timedelta())) / timedelta(weeks=1)
        for stamp, value in rows: series.write(f'{name},{time_of(stamp).isoformat()}Z,{int(float(value))}\n')
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'tweets.csv')
        with open(source, 'w') as file: file.write(series.getvalue())
        for rate in RATES:
            out = os.path.join(folder, 'out.csv')
            subprocess.run([*shlex.split(arguments.groundswell), 'detect', source, '--bin', '5m', '--false-alarms', str(rate), '--out', out], check=True, stdout=subprocess.DEVNULL)
            spells, last = 0, {}
            with open(out) as file:
                for row in csv.DictReader(file):
                    name, moment = row['series'], time_of(row['time'])
                    start, spans = known[name]
                    if row['state'] != 'down' or moment < start or any(a <= moment <= b for a, b in spans): continue
                    if name not in last or moment - last[name] > APART: spells += 1
                    last[name] = moment
            print(f'asked {rate:g}: {spells} spells in {weeks:.1f} series weeks, {spells / weeks:.2f} a week')

if __name__ == '__main__': main()
