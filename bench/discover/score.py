#!/usr/bin/env python3
"""How well `groundswell discover` tells suppliers of DNS apart, against the labels of Kashaf et al.

    python3 bench/discover/score.py WEBDEP_DIR --groundswell "dotnet path/to/groundswell.dll" [--catalogue none] [--errors N] [--check]

WEBDEP_DIR holds last_DNS_data and us-dns-202304 (plain or .gz) of github.com/AqsaKashaf/Webdep (MIT). Their maps of providers
(DNS_MAP, CDN_MAP) are not read. What is measured:

third or private   Share of the labelled rows (Third, Pvt; "unknown" is no label) whose label the judgment equals.

provider           One-to-one: our names are matched with theirs, largest overlap first, each name used once; the share of rows that
                   lie on a matched pair. Merging two of theirs and splitting one of theirs both cost rows. Also B-cubed precision
                   and recall over the rows, which need no matching. Their procedure groups name servers only where they are a
                   third party's, so that the measure is told for those rows alone too.

last_DNS_data has a row for each site and name-server domain, which is what we judge; all of its rows have a provider.
us-dns-202304 has a row for each site and *provider*: where it says Third, the name is that of a group ("cloudflare", "amazon.com"),
elsewhere the name-server domain itself. To have something to judge, a group is put back into name-server domains: those of the
same site and group in last_DNS_data; else the commonest of that group there; else the name itself. A row counts as third where
the judgment of the most of its domains is third.
"""
import argparse, collections, gzip, io, os, shlex, subprocess, sys


def rows_of(folder, name, width):
    for ending, opener in (("", open), (".gz", gzip.open), (".txt.gz", gzip.open)):
        path = os.path.join(folder, name + ending)
        if os.path.exists(path):
            with opener(path, "rt") as file:
                rows = [line.strip().split(",") for line in file if line.strip()]
            return sorted({tuple(row) for row in rows if len(row) == width})
    sys.exit(f"{folder} has no {name}")


def judge(command, pairs, catalogue):
    text = "site,name-server\n" + "".join(f"{site},{server}\n" for site, server in pairs)
    words = shlex.split(command) + ["discover", "--offline", "-"] + (["--catalogue", catalogue] if catalogue else [])
    run = subprocess.run(words, input=text, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{words} ended with {run.returncode}: {run.stderr}")
    judged = {}
    for line in io.StringIO(run.stdout).readlines()[1:]:
        site, server, supplier, ownership, reason = line.rstrip("\n").split(",", 4)
        judged[site, server] = (supplier, ownership, reason)
    missing = set(pairs) - set(judged)
    if missing:
        sys.exit(f"{len(missing)} pairs were not judged, such as {sorted(missing)[0]}")
    return judged


def one_to_one(pairs):
    """pairs: (ours, theirs) of each row. Returns the share of rows on matched names, and the matching."""
    overlap = collections.Counter(pairs)
    mine, theirs, on = {}, {}, 0
    for (a, b), count in sorted(overlap.items(), key=lambda item: (-item[1], item[0])):
        if a not in mine and b not in theirs:
            mine[a], theirs[b] = b, a
            on += count
    return on / len(pairs), mine


def b_cubed(pairs):
    both, ours, labels = collections.Counter(pairs), collections.Counter(a for a, _ in pairs), collections.Counter(b for _, b in pairs)
    precision = sum(n * n / ours[a] for (a, _), n in both.items()) / len(pairs)
    recall = sum(n * n / labels[b] for (_, b), n in both.items()) / len(pairs)
    return precision, recall


def tell(title, right, whole):
    print(f"{title:<58} {right / whole:.4f}  ({right} of {whole})")


def third_or_private(title, judged, errors):
    """judged: (site, name, label, ownership, reason) of each labelled row."""
    wrong = [row for row in judged if (row[2] == "Third") != (row[3] == "third")]
    tell(title, len(judged) - len(wrong), len(judged))
    kinds = collections.Counter(f"{label} taken for {ownership}" for _, _, label, ownership, _ in wrong)
    print("   " + ", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    for site, name, label, _, reason in wrong[:errors]:
        print(f"   {label:<5} {site} on {name}: {reason}")


def check():
    """The measures on rows whose result is known."""
    assert one_to_one([("a", "x")] * 3 + [("b", "y")])[0] == 1
    assert one_to_one([("a", "x")] * 3 + [("a", "y")])[0] == 0.75  # merged
    assert one_to_one([("a", "x")] * 3 + [("b", "x")])[0] == 0.75  # split
    assert b_cubed([("a", "x"), ("b", "x")]) == (1, 0.5)
    assert b_cubed([("a", "x"), ("a", "y")]) == (0.5, 1)
    print("the measures are right")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--groundswell", default="groundswell")
    parser.add_argument("--catalogue", help="passed on; 'none' judges by the general rules alone")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="shows the first N errors of each measure")
    parser.add_argument("--check", action="store_true", help="tests the measures themselves")
    options = parser.parse_args()
    if options.check:
        return check()
    if not options.folder:
        parser.error("WEBDEP_DIR is missing")

    last = rows_of(options.folder, "last_DNS_data", 5)  # rank, site, provider, label, name-server domain
    judged = judge(options.groundswell, [(r[1], r[4]) for r in last], options.catalogue)
    print(f"last_DNS_data: {len(last)} rows, {len({r[1] for r in last})} sites")
    third_or_private("  third or private", [(r[1], r[4], r[3], *judged[r[1], r[4]][1:]) for r in last if r[3] != "unknown"], options.errors)
    names = [(judged[r[1], r[4]][0], r[2]) for r in last]
    share, matching = one_to_one(names)
    tell("  provider, one to one", round(share * len(names)), len(names))
    third = [(supplier, label) for (supplier, label), r in zip(names, last) if r[3] == "Third"]
    tell("  provider, one to one, rows that say Third", round(one_to_one(third)[0] * len(third)), len(third))
    precision, recall = b_cubed(names)
    print(f"   B-cubed precision {precision:.4f}, recall {recall:.4f}")
    off = collections.Counter((a, b) for a, b in names if matching.get(a) != b)
    for (a, b), count in off.most_common(options.errors):
        print(f"   {count:>4} rows: ours {a}, theirs {b}; ours is matched with {matching.get(a)}")

    us = [r for r in rows_of(options.folder, "us-dns-202304", 4)]  # bucket, site, provider, label
    here, commonest, known = collections.defaultdict(set), collections.defaultdict(collections.Counter), set()
    for _, site, provider, _, server in last:
        here[site, provider].add(server)
        commonest[provider][server] += 1
        known.add(server)

    def domains(site, provider):
        if here.get((site, provider)):
            return sorted(here[site, provider])
        if provider not in known and provider in commonest:
            return [commonest[provider].most_common(1)[0][0]]
        return [provider.lower().strip(".")]

    us = [r for r in us if r[2].strip(".")]  # a few name servers of the root or of nothing
    expanded = {(r[1], r[2]): domains(r[1], r[2]) for r in us}
    pairs = sorted({(site, server) for (site, _), servers in expanded.items() for server in servers})
    judged = judge(options.groundswell, pairs, options.catalogue)
    print(f"us-dns-202304: {len(us)} different rows, {len({r[1] for r in us})} sites")

    def ownership(site, provider):
        judgments = [judged[site, server][1:] for server in expanded[site, provider]]
        third = [j for j in judgments if j[0] == "third"]
        return third[0] if 2 * len(third) >= len(judgments) else next(j for j in judgments if j[0] == "private")

    third_or_private("  third or private", [(r[1], r[2], r[3], *ownership(r[1], r[2])) for r in us if r[3] != "unknown"], options.errors)
    joined = [r for r in us if (r[1], r[2]) in here]
    names = [(judged[r[1], server][0], r[2]) for r in joined for server in sorted(here[r[1], r[2]])]
    share, _ = one_to_one(names)
    tell("  provider, one to one, sites that are in both files", round(share * len(names)), len(names))


if __name__ == "__main__":
    main()
