using Groundswell.Catalogue;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell.Server.Pages.Words;

/// <summary>How a component does, as people read it.</summary>
internal static class ComponentTexts
{
    public static Verdict Tone(ComponentSummary? summary) => summary switch
    {
        null => Verdict.Unknown,
        { Incident: not null } => Verdict.Down,
        { Probes: { State: not ProbeState.Unknown } probes } when probes.State != ProbeState.Up || !summary.Notices.Any(n => n.IsTrouble) => Tone(probes.State),
        _ => summary.Notices.Any(n => n.IsTrouble) ? Verdict.Suspect : Verdict.Unknown,
    };

    public static Verdict Tone(ProbeState state) => state switch
    {
        ProbeState.Up => Verdict.Up,
        ProbeState.Degraded => Verdict.Suspect,
        ProbeState.Down => Verdict.Down,
        _ => Verdict.Unknown,
    };

    /// <summary>What our checks see and what its supplier says, in one line. Never more than is known.</summary>
    public static string Standing(ComponentSummary? summary, string provider)
    {
        if (summary is null)
        {
            return "Not known · not checked by us";
        }

        var parts = new List<string>();
        if (summary.Incident is not null)
        {
            parts.Add("Failing");
        }

        parts.Add(summary.Probes is { } probes ? Probes(probes) : "not checked by us");
        if (summary.Notices.FirstOrDefault(n => n.IsTrouble) is { } trouble)
        {
            parts.Add($"{provider}: {FailureTexts.Of(trouble.Latest.State)}");
        }

        var line = string.Join(" · ", parts);
        return char.ToUpperInvariant(line[0]) + line[1..];
    }

    public static string Probes(ProbeVerdict probes) => probes.State switch
    {
        ProbeState.Up => $"our checks: answers from {Locations(probes.Known, probes.Vantages)}",
        ProbeState.Unknown => $"our checks: not known, looked at lately from {Locations(probes.Known, probes.Vantages)}",
        _ => $"our checks: {(probes.Failure is { } failure ? FailureTexts.Short(failure) : FailureTexts.Of(probes.State))} from {Locations(probes.Failing, probes.Vantages)}",
    };

    public static string NameOf(ServiceId service, ServiceCatalogue catalogue) => catalogue.Services.GetValueOrDefault(service)?.Name ?? service.ToString();

    /// <summary>One sighting's state, with how it fails; what is too old is not known, whatever it was.</summary>
    public static string Seen(ProbeSighting sighting) => sighting is { State: not (ProbeState.Up or ProbeState.Unknown), Failure: { } failure }
        ? $"{FailureTexts.Of(sighting.State)}: {FailureTexts.Short(failure)}"
        : FailureTexts.Of(sighting.State);

    public static string Elapsed(TimeSpan elapsed) => elapsed.TotalSeconds >= 1
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s")
        : $"{Amounts.Text(Math.Round(elapsed.TotalMilliseconds))} ms";

    /// <summary>How much a dependent needs it.</summary>
    public static string Need(Dependency dependency)
    {
        var words = dependency.Criticality switch
        {
            Criticality.Hard => "critical dependency",
            Criticality.Degraded => "partial dependency",
            _ => "low dependency",
        };
        return words + (dependency.Group is null ? "" : ", has a fallback") + (dependency.IsAssumed ? ", assumed" : "");
    }

    private static string Locations(int some, int all) => $"{Amounts.Text(some)} of {Amounts.Counted(all, "location", "locations")}";
}
