using static Groundswell.Scenarios.ScenarioPairs;

namespace Groundswell.Scenarios;

/// <summary>Reads what goes wrong: outages, surges, lulls, stray reports, spam.</summary>
internal sealed class ScenarioEventReader(ScenarioNames names, Scenario scenario)
{
    private const double MostSurge = 1000;

    public List<ScenarioOutage> Outages { get; } = [];

    public List<ScenarioStray> Strays { get; } = [];

    public List<ScenarioSpam> Spams { get; } = [];

    public List<ScenarioSurge> Surges { get; } = [];

    public List<ScenarioLull> Lulls { get; } = [];

    /// <summary><c>outage SERVICES from T to T peak RATE|Nx [rise D] [fall D] [sag %] [in MIX] [with MIX]</c></summary>
    public void ReadOutage(ScenarioLine line)
    {
        var services = names.FindServices(line, line.Take("outage"));
        var pairs = line.TakePairs("from", "to", "peak", "rise", "fall", "sag", "in", "with");
        var (from, to) = ReadSpan(line, pairs);
        var peak = ReadPeak(line, pairs);
        var rise = ReadDuration(line, pairs, "rise");
        var fall = ReadDuration(line, pairs, "fall");
        var sag = pairs.TryGetValue("sag", out var sagged) ? line.Read(sagged, "sag", ScenarioValues.Share, ScenarioValues.ShareRule) : 1;
        if (rise > to - from && to > from)
        {
            line.Complain(pairs["rise"], "rise", "is longer than the outage.");
        }

        foreach (var service in services.Select(s => names.Services[s]))
        {
            Outages.Add(new ScenarioOutage
            {
                Service = service.Id,
                From = from,
                To = to,
                PeakPerMinute = peak(service),
                Rise = rise,
                Fall = fall,
                Sag = sag ?? 1,
                Regions = names.FindRegions(line, Find(pairs, "in"), service.Regions) ?? service.Regions,
                Symptoms = names.FindSymptoms(line, Find(pairs, "with"), service.Symptoms) ?? service.Symptoms,
            });
        }
    }

    /// <summary><c>surge SERVICES from T to T by Nx [rise D] [fall D] [in MIX]</c></summary>
    public void ReadSurge(ScenarioLine line)
    {
        var services = names.FindServices(line, line.Take("surge"));
        var pairs = line.TakePairs("from", "to", "by", "rise", "fall", "in");
        var (from, to) = ReadSpan(line, pairs);
        var factor = ReadTimes(line, pairs, 1, MostSurge);
        var (rise, fall) = (ReadDuration(line, pairs, "rise"), ReadDuration(line, pairs, "fall"));
        if (rise + fall > to - from && to > from)
        {
            line.ComplainAtEnd("rise", "and fall are longer than the surge.");
        }

        foreach (var service in services.Select(s => names.Services[s]))
        {
            var all = names.FindRegions(line, Find(pairs, "in"), service.Regions) ?? service.Regions;
            if (service.Regions.Within(all, out var reach) is not { } regions)
            {
                line.ComplainAtEnd("in", $"nobody reports {service.Id} from there.");
                continue;
            }

            Surges.Add(new ScenarioSurge { Service = service.Id, From = from, To = to, Factor = factor ?? 1, Rise = rise, Fall = fall, Reach = reach, Regions = regions });
        }
    }

    /// <summary><c>lull SERVICES from T to T [leaves SHARE]</c></summary>
    public void ReadLull(ScenarioLine line)
    {
        var services = names.FindServices(line, line.Take("lull"));
        var pairs = line.TakePairs("from", "to", "leaves");
        var (from, to) = ReadSpan(line, pairs);
        var left = line.Read(Find(pairs, "leaves"), "leaves", ScenarioValues.Share, ScenarioValues.ShareRule) ?? 0;
        Lulls.AddRange(services.Select(service => new ScenarioLull { Service = service, From = from, To = to, Left = left }));
    }

    /// <summary><c>stray 8% of SERVICES to SERVICES [in MIX] [with MIX]</c></summary>
    public void ReadStray(ScenarioLine line)
    {
        var share = line.Read(line.Take("share"), "share", ScenarioValues.Share, ScenarioValues.ShareRule);
        line.Expect("of");
        var victims = names.FindServices(line, line.Take("of"));
        line.Expect("to");
        var rivals = names.FindServices(line, line.Take("to"));
        var pairs = line.TakePairs("in", "with");
        var regions = Find(pairs, "in") is { } where ? names.FindRegions(line, where, null) : null;
        var symptoms = Find(pairs, "with") is { } what ? names.FindSymptoms(line, what, null) : null;
        Strays.AddRange(
            from victim in victims
            from rival in rivals
            where victim != rival
            select new ScenarioStray(share ?? 0, victim, rival, regions, symptoms));
    }

    /// <summary><c>spam SERVICE from T to T by N at RATE [in MIX] [with MIX]</c></summary>
    public void ReadSpam(ScenarioLine line)
    {
        var services = names.FindServices(line, line.Take("spam"));
        var pairs = line.TakePairs("from", "to", "by", "at", "in", "with");
        var (from, to) = ReadSpan(line, pairs);
        var reporters = line.Read(
            Need(line, pairs, "by"),
            "by",
            text => ScenarioValues.Count(text) is { } count and >= 1 and <= ScenarioLimits.Spammers ? count : null as int?,
            $"is no number of people from 1 to {ScenarioLimits.Spammers}.");
        var rate = line.Read(Need(line, pairs, "at"), "at", ScenarioValues.Rate, ScenarioValues.RateRule);
        foreach (var service in services.Select(s => names.Services[s]))
        {
            Spams.Add(new ScenarioSpam
            {
                Service = service.Id,
                From = from,
                To = to,
                Reporters = reporters ?? 1,
                PerMinute = rate ?? 0,
                Regions = names.FindRegions(line, Find(pairs, "in"), service.Regions) ?? service.Regions,
                Symptoms = names.FindSymptoms(line, Find(pairs, "with"), service.Symptoms) ?? service.Symptoms,
            });
        }
    }

    private (DateTimeOffset From, DateTimeOffset To) ReadSpan(ScenarioLine line, Dictionary<string, ScenarioWord> pairs)
    {
        var from = line.Read(Need(line, pairs, "from"), "from", text => ScenarioValues.Time(text, scenario.Start), ScenarioValues.TimeRule);
        var to = line.Read(Need(line, pairs, "to"), "to", text => ScenarioValues.Time(text, scenario.Start), ScenarioValues.TimeRule);
        if (from < scenario.Start || from >= scenario.End)
        {
            line.Complain(pairs["from"], "from", "is outside the played time.");
        }

        if (to <= from)
        {
            line.Complain(pairs["to"], "to", "is not after from.");
        }

        return (from ?? scenario.Start, to ?? from ?? scenario.Start);
    }
}
