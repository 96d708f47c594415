using Groundswell.Catalogue;

namespace Groundswell.Scenarios;

/// <summary>Builds a scenario from its statements. They may stand in any order: what others refer to is read first.</summary>
internal sealed class ScenarioReader(List<ScenarioError> errors)
{
    private static readonly string[] Once = ["scenario", "start", "length", "history", "seed", "scale", "dispersion", "repeats", "grace", "vantages", "misses"];
    private static readonly string[] Many = ["rhythm", "regions", "symptoms", "service", "group", "days", "burst", "outage", "surge", "lull", "stray", "spam", "component", "needs", "probe", "failure", "blind", "notice", "expect"];

    private readonly Dictionary<string, ScenarioLine> _header = [];
    private readonly ScenarioNames _names = new();

    /// <summary>The scenario; meaningless where there were errors.</summary>
    public Scenario? Read(List<ScenarioLine> lines)
    {
        foreach (var line in lines)
        {
            Sort(line);
        }

        var start = Header("start", ScenarioValues.AbsoluteTime, "is no time; it must look like 2025-10-20T00:00Z.", null);
        var length = HeaderDuration("length", ScenarioLimits.Length, null);
        var history = HeaderDuration("history", ScenarioLimits.History, TimeSpan.Zero);
        var name = _header.GetValueOrDefault("scenario")?.Take("scenario")?.Text;
        if (name is null)
        {
            errors.Add(new ScenarioError(1, 1, "scenario", "is missing; a scenario begins with: scenario \"its name\"."));
        }

        var dispersion = Header("dispersion", ScenarioValues.Dispersion, ScenarioValues.DispersionRule, double.PositiveInfinity);
        var scenario = new Scenario
        {
            Name = name ?? "",
            Start = start ?? DateTimeOffset.UnixEpoch,
            Length = length ?? TimeSpan.FromDays(1),
            History = history ?? TimeSpan.Zero,
            Seed = Header("seed", ScenarioValues.Seed, ScenarioValues.CountRule, 1L) ?? 1,
            Scale = Header("scale", ScenarioValues.Scale, "is no scale; it must look like 1/100 or 0.5.", 1.0) ?? 1,
            RepeatShare = Header("repeats", ScenarioValues.Share, ScenarioValues.ShareRule, 0.0) ?? 0,
            Grace = HeaderDuration("grace", ScenarioLimits.Length, TimeSpan.FromMinutes(30)) ?? TimeSpan.Zero,
            MissShare = Header("misses", ScenarioValues.Share, ScenarioValues.ShareRule, 0.0) ?? 0,
            Vantages = Header("vantages", Vantages, $"is no number of vantages from 0 to {ScenarioLimits.Vantages}.", 0) ?? 0,
            Services = [],
            Outages = [],
            Strays = [],
            Spams = [],
            Expectations = [],
        };
        foreach (var line in _header.Values)
        {
            line.NeedEnd();
        }

        var services = new ScenarioServiceReader(_names, dispersion ?? double.PositiveInfinity);
        Each(lines, "rhythm", services.ReadRhythm);
        Each(lines, "regions", services.ReadRegions);
        Each(lines, "symptoms", services.ReadSymptoms);
        Each(lines, "service", services.ReadService);
        Each(lines, "group", services.ReadGroup);
        if (_names.Services.Count == 0)
        {
            errors.Add(new ScenarioError(1, 1, "service", "is missing; a scenario needs one service or more."));
        }

        var usual = new ScenarioUsualReader(_names, scenario);
        Each(lines, "days", usual.ReadDays);
        Each(lines, "burst", usual.ReadBurst);
        var events = new ScenarioEventReader(_names, scenario);
        Each(lines, "outage", events.ReadOutage);
        Each(lines, "surge", events.ReadSurge);
        Each(lines, "lull", events.ReadLull);
        Each(lines, "stray", events.ReadStray);
        Each(lines, "spam", events.ReadSpam);
        var signals = new ScenarioSignalReader(_names, scenario, scenario.Vantages);
        Each(lines, "component", signals.ReadComponent);
        Each(lines, "needs", signals.ReadNeed);
        Each(lines, "probe", signals.ReadProbe);
        Each(lines, "failure", signals.ReadFailure);
        Each(lines, "blind", signals.ReadBlind);
        Each(lines, "notice", signals.ReadNotice);
        var expectations = new ScenarioExpectationReader(_names, scenario, [.. events.Outages.Select(o => o.Service).Distinct()]);
        Each(lines, "expect", expectations.Read);
        return scenario with
        {
            Services = [.. _names.Services.Values],
            Outages = events.Outages,
            Bursts = usual.Bursts,
            Surges = events.Surges,
            Lulls = events.Lulls,
            Strays = events.Strays,
            Spams = events.Spams,
            Components = signals.Components,
            Needs = signals.Needs,
            Probed = signals.Probed,
            Failures = signals.Failures,
            Blindnesses = signals.Blindnesses,
            Notices = signals.Notices,
            Expectations = expectations.Expectations,
        };
    }

    private void Sort(ScenarioLine line)
    {
        if (Once.Contains(line.Keyword))
        {
            if (!_header.TryAdd(line.Keyword, line))
            {
                errors.Add(new ScenarioError(line.Number, 1, line.Keyword, $"was given already in line {_header[line.Keyword].Number}."));
            }
        }
        else if (!Many.Contains(line.Keyword))
        {
            errors.Add(new ScenarioError(
                line.Number,
                1,
                Slug.Excerpt(line.Keyword),
                $"no statement begins so; expected one of {string.Join(", ", Once.Concat(Many))}."));
        }
    }

    private static void Each(List<ScenarioLine> lines, string keyword, Action<ScenarioLine> read)
    {
        foreach (var line in lines.Where(l => l.Keyword == keyword))
        {
            read(line);
        }
    }

    private static int? Vantages(string text) => ScenarioValues.Count(text) is { } count and <= ScenarioLimits.Vantages ? count : null;

    private T? Header<T>(string field, Func<string, T?> read, string rule, T? otherwise)
        where T : struct
    {
        if (_header.TryGetValue(field, out var line))
        {
            return line.Read(line.Take(field), field, read, rule);
        }

        if (otherwise is null)
        {
            errors.Add(new ScenarioError(1, 1, field, "is missing."));
        }

        return otherwise;
    }

    private TimeSpan? HeaderDuration(string field, TimeSpan most, TimeSpan? otherwise)
    {
        var duration = Header(field, ScenarioValues.Duration, ScenarioValues.DurationRule, otherwise);
        if (duration is { } given
            && (given > most || given.Ticks % TimeSpan.TicksPerMinute != 0 || (otherwise is null && given == TimeSpan.Zero)))
        {
            _header[field].ComplainAtEnd(field, $"it must be whole minutes, at most {most.TotalDays:0} days{(otherwise is null ? ", and not 0" : "")}.");
        }

        return duration;
    }
}
