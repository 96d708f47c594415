using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;

namespace Groundswell.Scenarios;

/// <summary>Reads what probes and suppliers' pages say, and what the catalogue lacks for it.</summary>
internal sealed partial class ScenarioSignalReader(ScenarioNames names, Scenario scenario, int vantages)
{
    private const string KindRule = "is no kind of component.";

    public List<ScenarioComponent> Components { get; } = [];

    public List<ScenarioNeed> Needs { get; } = [];

    public List<ScenarioFailure> Failures { get; } = [];

    public List<ScenarioNotice> Notices { get; } = [];

    public List<ServiceId> Probed { get; } = [];

    public List<ScenarioBlindness> Blindnesses { get; } = [];

    /// <summary><c>component ID ["NAME" KIND]</c>: it is probed, whether or not the catalogue knows an endpoint.</summary>
    public void ReadComponent(ScenarioLine line)
    {
        var id = Component(line, line.Take("component"), "component");
        var name = line.IsAtEnd ? null : line.Take("name");
        var kind = name is null ? null : line.Read(line.Take("kind"), "kind", Kind, KindRule);
        line.NeedEnd();
        if (id is { } given)
        {
            Components.Add(new ScenarioComponent(given, name?.Text ?? "", kind));
        }
    }

    /// <summary><c>needs SERVICES|COMPONENT on COMPONENT hard|degraded|soft</c></summary>
    public void ReadNeed(ScenarioLine line)
    {
        var word = line.Take("needs");
        var from = word is { } given && ComponentId.TryParse(given.Text, null, out var dependent)
            ? [new ProbeTarget(dependent)]
            : names.FindServices(line, word).Select(s => new ProbeTarget(s)).ToList();
        line.Expect("on");
        var on = Component(line, line.Take("on"), "on");
        var criticality = line.Read(line.Take("criticality"), "criticality", Critical, "is no criticality; it must be hard, degraded or soft.");
        line.NeedEnd();
        if (on is { } needed && criticality is { } how)
        {
            Needs.AddRange(from.Select(f => new ScenarioNeed(f, needed, how)));
        }
    }

    /// <summary><c>failure COMPONENT|SERVICES CLASS from T to T [at N]</c></summary>
    public void ReadFailure(ScenarioLine line)
    {
        var word = line.Take("failure");
        var targets = word is { } given && ComponentId.TryParse(given.Text, null, out var component)
            ? [new ProbeTarget(component)]
            : names.FindServices(line, word).Select(s => new ProbeTarget(s)).ToList();
        var failure = line.Read(
            line.Take("class"), "class", text => FailureWords.TryParse(text, out var found) ? found : null as FailureClass?, "is no class of failure, such as empty or http_5xx.");
        var (pairs, from, to, seen) = ReadSeen(line);

        if (from is { } begin && to is { } end && failure is { } how)
        {
            if (end <= begin)
            {
                line.Complain(pairs["to"], "to", "is not after from.");
            }

            Failures.AddRange(targets.Select(t => new ScenarioFailure(t, how, begin, end, seen)));
        }
    }

    /// <summary><c>probe SERVICES</c>: they are probed, and well unless a failure says otherwise.</summary>
    public void ReadProbe(ScenarioLine line)
    {
        Probed.AddRange(names.FindServices(line, line.Take("probe")));
        line.NeedEnd();
        NeedVantages(line);
    }

    /// <summary><c>notice COMPONENT|PROVIDER at T degraded|partial|major|maintenance|resolved "TEXT" [incident KEY]</c></summary>
    public void ReadNotice(ScenarioLine line)
    {
        var of = line.Read(
            line.Take("notice"), "notice", text => CauseName.TryParse(text, null, out var name) ? name : null as CauseName?, "is nothing that a supplier speaks of; it must be provider, provider/region or provider/region/name.");
        line.Expect("at");
        var at = line.Read(line.Take("at"), "at", text => ScenarioValues.Time(text, scenario.Start), ScenarioValues.TimeRule);
        var state = line.Read(line.Take("state"), "state", State, "is no state; it must be degraded, partial, major, maintenance or resolved.");
        var text = line.Take("text");
        var pairs = line.TakePairs("incident");
        if (of is { } id && at is { } time && state is { } said)
        {
            Notices.Add(new ScenarioNotice(id, time, said, text?.Text ?? "", pairs.TryGetValue("incident", out var key) ? key.Text : id.ToString()));
        }
    }

    /// <summary><c>from T to T [at N]</c>: since when, until when, and by how many vantages.</summary>
    private (Dictionary<string, ScenarioWord> Pairs, DateTimeOffset? From, DateTimeOffset? To, int Seen) ReadSeen(ScenarioLine line)
    {
        var pairs = line.TakePairs("from", "to", "at");
        var (from, to) = (Time(line, pairs, "from"), Time(line, pairs, "to"));
        var seen = pairs.TryGetValue("at", out var at) ? line.Read(at, "at", ScenarioValues.Count, ScenarioValues.CountRule) ?? vantages : vantages;
        NeedVantages(line);
        NeedAtMost(line, pairs, seen);
        return (pairs, from, to, seen);
    }

    private void NeedVantages(ScenarioLine line)
    {
        if (vantages == 0)
        {
            line.ComplainAtEnd("vantages", "nobody probes: say how many vantages there are, as in: vantages 3.");
        }
    }

    private void NeedAtMost(ScenarioLine line, Dictionary<string, ScenarioWord> pairs, int seen)
    {
        if (vantages > 0 && seen > vantages)
        {
            line.Complain(pairs["at"], "at", $"is more than the {vantages} vantages that there are.");
        }
    }

    private DateTimeOffset? Time(ScenarioLine line, Dictionary<string, ScenarioWord> pairs, string field)
    {
        if (!pairs.TryGetValue(field, out var word))
        {
            line.ComplainAtEnd(field, "is missing.");
            return null;
        }

        return line.Read(word, field, text => ScenarioValues.Time(text, scenario.Start), ScenarioValues.TimeRule);
    }

    private static ComponentId? Component(ScenarioLine line, ScenarioWord? word, string field) => line.Read(
        word, field, text => ComponentId.TryParse(text, null, out var id) ? id : null as ComponentId?, "is no component; it must be provider/region/name.");

    private static ComponentKind? Kind(string text) =>
        Enum.TryParse<ComponentKind>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) && !char.IsAsciiDigit(text[0]) ? kind : null;

    private static Criticality? Critical(string text) => text switch
    {
        "hard" => Criticality.Hard,
        "degraded" => Criticality.Degraded,
        "soft" => Criticality.Soft,
        _ => null,
    };

    private static NoticeState? State(string text) => text switch
    {
        "degraded" => NoticeState.Degraded,
        "partial" => NoticeState.PartialOutage,
        "major" => NoticeState.MajorOutage,
        "maintenance" => NoticeState.Maintenance,
        "resolved" => NoticeState.Operational,
        _ => null,
    };
}
