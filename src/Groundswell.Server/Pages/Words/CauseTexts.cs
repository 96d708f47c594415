using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;

namespace Groundswell.Server.Pages.Words;

/// <summary>Incidents with a shared cause as people read them.</summary>
internal static class CauseTexts
{
    private const int Named = 12;

    public static Verdict Tone(CauseIncident incident) => incident.State switch
    {
        IncidentState.Resolved => Verdict.Up,
        IncidentState.Recovering => Verdict.Recovering,
        _ => Verdict.Down,
    };

    public static string Probability(CauseIncident incident) => incident.Probability >= 0.995 ? "over 99 %" : incident.Probability.ToString("P0", CultureInfo.InvariantCulture);

    /// <summary>What the supplier said and when, against what was seen; null where it never said anything.</summary>
    public static string? SuppliersWord(CauseIncident incident, ServiceCatalogue catalogue)
    {
        var provider = catalogue.Providers.GetValueOrDefault(incident.Cause.Provider)?.Name ?? incident.Cause.Provider;
        if (incident.FirstNoticeAt is not { } first)
        {
            return null;
        }

        // By the minutes that stand on the page.
        var late = Minute(first) - Minute(incident.Onset);
        var words = late < TimeSpan.FromMinutes(1)
            ? $"{provider} first said so at {Moment.Clock(first)} UTC, as it began."
            : $"{provider} first said so at {Moment.Clock(first)} UTC, {Moment.Length(late)} after it began.";
        if (incident.CalledOverAt is not { } over)
        {
            return words;
        }

        var spells = Charts.ServiceSpell.Of(incident, incident.ResolvedAt ?? DateTimeOffset.MaxValue);
        var after = spells.Where(s => s.To > over).Select(s => s.Service).Distinct().Count();
        return after == 0
            ? $"{words} It called it over at {Moment.Clock(over)} UTC."
            : $"{words} It called it over at {Moment.Clock(over)} UTC, and that was not the end: {Amounts.Counted(after, "service was", "services were")} still down then or failed again after it.";
    }

    /// <summary>In what order its services came back, against the order in which they fell; null while that cannot be told.</summary>
    public static string? Recovery(CauseIncident incident)
    {
        if (RecoveryOrder.Of(incident) is not { } order)
        {
            return null;
        }

        var within = Math.Max(1, (int)Math.Ceiling(order.Within.TotalMinutes));
        var compared = string.Create(CultureInfo.InvariantCulture, $"(the two orders agree by {order.Tau:0.00;−0.00}, where 1 is the same and −1 the reverse)");
        return order.Pattern switch
        {
            RecoveryPattern.AtOnce => $"The {order.Services} services recovered nearly all at once, most of them within {Moment.Length(TimeSpan.FromMinutes(within))}, as when what they share comes back.",
            RecoveryPattern.AsTheyFell => $"The {order.Services} services recovered in the order in which they fell {compared}.",
            RecoveryPattern.InReverse => $"The {order.Services} services recovered in reverse order, those that fell last first {compared}.",
            _ => $"The {order.Services} services recovered in no clear order {compared}.",
        };
    }

    /// <summary>How likely something is to fall, and when.</summary>
    public static string Soon(ExpectedOutage expected, DateTimeOffset now, ServiceCatalogue catalogue)
    {
        var earliest = Math.Max(0, (int)Math.Round((expected.Earliest - now).TotalMinutes));
        var latest = Math.Max(earliest + 1, (int)Math.Round((expected.Latest - now).TotalMinutes));
        return string.Create(CultureInfo.InvariantCulture, $"{expected.Probability:P0}, expected within {earliest}–{latest} min, by way of {CauseTitle.NameOf(expected.Via, catalogue)}");
    }

    /// <summary>One line of the history; null for an event that is told by another.</summary>
    public static EventWords? Of(CauseEvent happened, ServiceCatalogue catalogue) => happened switch
    {
        CauseEvent.Opened e => new("Cause named", e.Sentence),
        CauseEvent.CauseRevised e => new("Another cause", $"Before: {CauseTitle.Write(e.From, catalogue)}. {e.Sentence}"),
        CauseEvent.Explained e => new("Explained anew", e.Sentence),
        CauseEvent.ServicesJoined e => new($"{Amounts.Counted(e.Services.Count, "service", "services")} down", Names(e.Services.Select(s => s.Service), catalogue)),
        CauseEvent.ServicesFailedAgain e => new($"{Amounts.Counted(e.Services.Count, "service", "services")} down again", Names(e.Services.Select(s => s.Service), catalogue)),
        CauseEvent.ServicesRecovered e => new($"{Amounts.Counted(e.Services.Count, "service", "services")} recovered", Names(e.Services, catalogue)),
        CauseEvent.ServicesLeft e => new("No longer explained", $"{Names(e.Services, catalogue)}: each goes on with an incident of its own."),
        CauseEvent.WaveBegan e => new($"Wave {e.Wave} began", Wave(e, catalogue), e.Onset),
        CauseEvent.ComponentFailed { Component: { Failure: { } failure } failing } => new(
            $"{CauseTitle.NameOf(failing.Component, catalogue)} fails", $"Our probes: {FailureTexts.Short(failure)}, {failing.Seen}."),
        CauseEvent.ComponentFailed e => new(
            $"{CauseTitle.NameOf(e.Component.Component, catalogue)} seems to fail",
            e.Component.Parent is { } parent ? $"Taken down by {CauseTitle.NameOf(parent, catalogue)}, as far as can be told from those that depend on it." : "As far as can be told from those that depend on it."),
        CauseEvent.ComponentRecovered e => new($"{CauseTitle.NameOf(e.Component, catalogue)} works again", "Since", e.Since),
        CauseEvent.ComponentOnItsOwn e => new(
            $"{CauseTitle.NameOf(e.Component, catalogue)} goes on failing",
            $"It was triggered by {CauseTitle.NameOf(e.TriggeredBy, catalogue)}, which works again; now it fails on its own."),
        CauseEvent.NoticeSeen e => new(
            $"{catalogue.Providers.GetValueOrDefault(e.Provider)?.Name ?? e.Provider}: {(e.IsResolved ? "over" : FailureTexts.Of(e.State))}", $"“{e.Text}”"),
        CauseEvent.Spared e => new("Stayed up", Spared(e, catalogue)),
        CauseEvent.RecoveryBegan => new("Recovering", "No service of it is down any more."),
        CauseEvent.Resolved => new("Over", "It has stayed calm."),
        CauseEvent.MergedInto e => new("Part of another", $"It turned out to be a part of incident {e.Other}."),
        _ => null,
    };

    public static string Names(IEnumerable<ServiceId> services, ServiceCatalogue catalogue)
    {
        var names = services.Select(s => catalogue.Services.GetValueOrDefault(s)?.Name ?? s.ToString()).ToList();
        return names.Count <= Named ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Named))} and {names.Count - Named} more";
    }

    private static string Spared(CauseEvent.Spared spared, ServiceCatalogue catalogue)
    {
        var names = spared.Components.Select(c => CauseTitle.NameOf(c, catalogue)).ToList();
        var components = names.Count == 0 ? "" : names.Count <= Named ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Named))} and {names.Count - Named} more";
        return $"Though they need what failed: {string.Join(", ", new[] { Names(spared.Services, catalogue), components }.Where(n => n.Length > 0))}.";
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMinute), at.Offset);

    private static string Wave(CauseEvent.WaveBegan wave, ServiceCatalogue catalogue)
    {
        var by = wave.Component is { } component ? $"By {CauseTitle.NameOf(component, catalogue)}" : "By what is not known";
        var trigger = wave.TriggeredBy is { } parent ? $", triggered by {CauseTitle.NameOf(parent, catalogue)}" : "";
        return $"{by}{trigger}{(wave.OnItsOwn ? ", now failing on its own" : "")}. Its first service fell at";
    }
}
