"""What the baselines may know: the files of a world that hold no truth, and what one case shows at one snapshot. Standard library only."""
import csv
import gzip
import os

SNAPSHOTS = (10, 25, 60)
START = 60.0  # minute of each case's window at which the snapshots begin to count
FILES = ["components.csv", "groups.csv", "services.csv", "edges_known.csv", "obs.csv", "probes.csv", "status.csv"]
NOTICE_HOLDS = 90.0  # minutes after which a notice is taken to be about something else


def path_of(folder, name):
    """The file, packed or not; None where it is not there."""
    return next((p for p in (os.path.join(folder, name), os.path.join(folder, name + ".gz")) if os.path.exists(p)), None)


def rows(folder, name):
    path = path_of(folder, name)
    if path is None:
        raise SystemExit(f"{folder}: there is neither {name} nor {name}.gz; a world has {', '.join(FILES)}.")
    with gzip.open(path, "rt", newline="") if path.endswith(".gz") else open(path, newline="") as file:
        yield from csv.DictReader(file)


class World:
    """Components in topological order, services, and for each component what follows when it alone fails."""

    def __init__(self, folder):
        self.component_ids = [row["id"] for row in rows(folder, "components.csv")]
        self.priors = [float(row["prior"]) for row in rows(folder, "components.csv")]
        self.service_ids = [row["id"] for row in rows(folder, "services.csv")]
        self.is_isp = [row["category"] == "isp" for row in rows(folder, "services.csv")]
        self.information = [float(row["info_mu"]) for row in rows(folder, "services.csv")]
        component = {c: i for i, c in enumerate(self.component_ids)}
        service = {s: i for i, s in enumerate(self.service_ids)}
        group_ids, self.groups = {}, []
        for row in rows(folder, "groups.csv"):
            group_ids[row["id"]] = len(self.groups)
            self.groups.append((int(row["k"]), [component[m] for m in row["members"].split()]))
        self.groups_by_last = {}
        for g, (_, members) in enumerate(self.groups):
            self.groups_by_last.setdefault(max(members), []).append(g)
        self.out = {}
        for row in rows(folder, "edges_known.csv"):
            source = ("c", component[row["src"]]) if row["src_type"] == "c" else ("g", group_ids[row["src"]])
            target = component[row["dst"]] if row["dst_type"] == "c" else service[row["dst"]]
            self.out.setdefault(source, []).append((row["dst_type"], target, float(row["w"])))
        self.looks = self.read_looks(folder, component, service)

    def read_looks(self, folder, component, service):
        """By (case, snapshot). A case without a single row of reports has shown nothing, and is not there."""
        looks = {}

        def look(row, snapshot):
            return looks.setdefault((int(row["case"]), snapshot), Look())

        for row in rows(folder, "obs.csv"):
            for snapshot in SNAPSHOTS:
                look(row, snapshot).reports[service[row["service"]]] = float(row[f"llr{snapshot}"])
        for row in rows(folder, "probes.csv"):
            for snapshot in SNAPSHOTS:
                here = look(row, snapshot)
                probes, target = (here.component_probes, component) if row["target_type"] == "c" else (here.service_probes, service)
                probes[target[row["target"]]] = row[f"class{snapshot}"] != "ok"
        for row in rows(folder, "status.csv"):
            for snapshot in SNAPSHOTS:
                if 0 <= START + snapshot - float(row["posted_at_min"]) <= NOTICE_HOLDS:
                    look(row, snapshot).notices.add(component[row["component"]])
        return looks

    def reach(self, root, severity):
        """
        P(down | only this component has failed by itself) of other components and of services, as if ways that meet were independent.
        Component ids are a topological order, so one pass in that order is enough.
        """
        components, services, stays_up = {}, {}, {root: 0.0}
        for c in range(root, len(self.component_ids)):
            if c in stays_up:
                components[c] = 1 - stays_up[c]
                self.pass_on(("c", c), components[c] * severity, stays_up, services)
            for g in self.groups_by_last.get(c, ()):  # all of its members are settled
                k, members = self.groups[g]
                self.pass_on(("g", g), at_least(k, [components.get(m, 0.0) for m in members]) * severity, stays_up, services)
        return components, {s: 1 - stays for s, stays in services.items()}

    def pass_on(self, source, chance, components, services):
        if chance > 0:
            for kind, target, weight in self.out.get(source, ()):
                stays_up = services if kind == "s" else components
                stays_up[target] = stays_up.get(target, 1.0) * (1 - weight * chance)


class Look:
    """One case at one snapshot: log Bayes factors by service, failing or not by what was probed, and notices that have been posted."""

    def __init__(self):
        self.reports, self.service_probes, self.component_probes, self.notices = {}, {}, {}, set()


def at_least(k, chances):
    """P(at least k of independent events)."""
    counts = [1.0]
    for chance in chances:
        counts = [(counts[i] if i < len(counts) else 0) * (1 - chance) + (counts[i - 1] * chance if i else 0) for i in range(len(counts) + 1)]
    return sum(counts[k:])
