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
        _ => incident.Down > 0 ? Verdict.Down : Verdict.Recovering,
    };

    /// <summary>How sure the cause is, in a word; the number is for those who ask.</summary>
    public static string Confidence(CauseIncident incident) => incident switch
    {
        { InDoubt: not null } => "likely cause · in doubt",
        { Probability: >= 0.9 } => "likely cause · high confidence",
        { Probability: >= 0.7 } => "likely cause · medium confidence",
        _ => "likely cause · low confidence",
    };

    public static string Probability(CauseIncident incident) => incident.Probability >= 0.995 ? "over 99 %" : incident.Probability.ToString("P0", CultureInfo.InvariantCulture);

    /// <summary>Such as "1 down, 14 recovering": the services that its rows show so.</summary>
    public static string Standing(CauseIncident incident, PublicSnapshot snapshot)
    {
        if (!incident.IsOpen)
        {
            return $"Resolved · {Amounts.Counted(incident.Members.Count, "service", "services")}";
        }

        var counts = Counts(incident.Down, snapshot.ComingBackFrom(incident).Count);
        return counts.Length > 0 ? counts : "Recovering";
    }

    /// <summary>Such as "1 down, 14 recovering"; empty where there are none of either.</summary>
    public static string Counts(int down, int recovering) =>
        string.Join(", ", new[] { down > 0 ? $"{Amounts.Text(down)} down" : "", recovering > 0 ? $"{Amounts.Text(recovering)} recovering" : "" }.Where(p => p.Length > 0));

    /// <summary>What its name and the state of its cause have been through, shortest first: "Revised 13:21: was DynamoDB." and "Repaired 09:25; 16 services still recovering."</summary>
    public static IEnumerable<string> Turns(CauseIncident incident, PublicSnapshot snapshot)
    {
        if (incident.Revised is { } revised)
        {
            yield return $"Revised {SentenceTime.Write(revised.At, snapshot.At)}: was {CauseTitle.Write(revised.From, snapshot.Catalogue)}.";
        }

        if (incident is { IsOpen: true, Repaired.RecoveredAt: { } at })
        {
            // How many are down stands beside its name, and in its sentence.
            var recovering = snapshot.ComingBackFrom(incident).Count;
            yield return $"Repaired {SentenceTime.Write(at, snapshot.At)}{(recovering == 0 ? "" : $"; {Amounts.Counted(recovering, "service", "services")} still recovering")}.";
        }
    }

    /// <summary>What the supplier said and when, against what was seen; null where it never said anything.</summary>
    public static string? SuppliersWord(CauseIncident incident, Admission admission, PublicSnapshot snapshot)
    {
        if (admission.PostedAt is not { } first)
        {
            return null;
        }

        var provider = snapshot.Catalogue.Providers.GetValueOrDefault(incident.Cause.Provider)?.Name ?? incident.Cause.Provider;
        var late = admission.Delay switch
        {
            null => ". How long after it began is not known: the beginning was not measured.",
            { } delay when delay < TimeSpan.FromMinutes(1) => ", as it began.",
            { } delay => $", {Moment.Length(delay)} after it began.",
        };
        var words = $"{provider} first posted about it at {SentenceTime.Write(first, snapshot.At)}{late}";
        if (admission is { OpenNotices: > 0 and var open, LastResolvedAt: { } last })
        {
            return $"{words} It marked a notice resolved at {SentenceTime.Write(last, snapshot.At)}; {(open == 1 ? "another is" : $"{open} others are")} still open.";
        }

        if (admission.CalledOverAt is not { } over)
        {
            return words;
        }

        var marked = $"{words} It marked it resolved at {SentenceTime.Write(over, snapshot.At)}";
        return incident.Down > 0 ? $"{marked}; {Amounts.Counted(incident.Down, "service is", "services are")} still down or down again."
            : admission is { IsTooEarly: true, ResolvedEarlyBy: { } early } ? $"{marked}, {Moment.Length(early)} before the last service recovered."
            : $"{marked}.";
    }

    /// <summary>In what order its services came back, against the order in which they failed; null while that cannot be told, and where there was no order.</summary>
    public static string? Recovery(CauseIncident incident)
    {
        if (RecoveryOrder.Of(incident) is not { } order)
        {
            return null;
        }

        var within = Math.Max(1, (int)Math.Ceiling(order.Within.TotalMinutes));
        return order.Pattern switch
        {
            RecoveryPattern.AtOnce => $"The {order.Services} services recovered nearly all at once, most of them within {Moment.Length(TimeSpan.FromMinutes(within))}, as when what they share comes back.",
            RecoveryPattern.AsTheyFell => $"The {order.Services} services recovered in the order in which they failed.",
            RecoveryPattern.InReverse => $"The {order.Services} services recovered in reverse order, those that failed last first.",
            _ => null,
        };
    }

    /// <summary>How likely something is to fail, and when.</summary>
    public static string Soon(ExpectedOutage expected, DateTimeOffset now, ServiceCatalogue catalogue)
    {
        var earliest = Math.Max(0, (int)Math.Round((expected.Earliest - now).TotalMinutes));
        var latest = Math.Max(earliest + 1, (int)Math.Round((expected.Latest - now).TotalMinutes));
        return string.Create(CultureInfo.InvariantCulture, $"{expected.Probability:P0}, expected within {earliest}–{latest} min, through {CauseTitle.NameOf(expected.Via, catalogue)}");
    }

    /// <summary>One line of the history; null for an event that is told by another.</summary>
    public static EventWords? Of(CauseEvent happened, ServiceCatalogue catalogue) => happened switch
    {
        CauseEvent.Opened e => new("Cause named", e.Sentence),
        CauseEvent.CauseRevised e => new("Cause revised", $"Was {CauseTitle.Write(e.From, catalogue)}. {e.Sentence}"),
        CauseEvent.Explained e => new("Explanation updated", e.Sentence),
        CauseEvent.ServicesJoined e => new($"{Amounts.Counted(e.Services.Count, "service", "services")} down", Names(e.Services.Select(s => s.Service), catalogue)),
        CauseEvent.ServicesFailedAgain e => new($"{Amounts.Counted(e.Services.Count, "service", "services")} down again", Names(e.Services.Select(s => s.Service), catalogue)),
        CauseEvent.ServicesRecovered e => new($"{Amounts.Counted(e.Services.Count, "service", "services")} recovered", Names(e.Services, catalogue)),
        CauseEvent.ServicesLeft e => new("No longer explained", $"{Names(e.Services, catalogue)}: each goes on with an incident of its own."),
        CauseEvent.WaveBegan e => new($"Wave {e.Wave} began", Wave(e, catalogue), e.Onset),
        CauseEvent.ComponentFailed { Component: { Failure: { } failure } failing } => new(
            $"{CauseTitle.NameOf(failing.Component, catalogue)} fails", $"Our checks: {FailureTexts.Short(failure)}, {failing.Seen}."),
        CauseEvent.ComponentFailed e => new(
            $"{CauseTitle.NameOf(e.Component.Component, catalogue)} seems to fail",
            e.Component.Parent is { } parent ? $"Caused by {CauseTitle.NameOf(parent, catalogue)}, as far as can be told from those that depend on it." : "As far as can be told from those that depend on it."),
        CauseEvent.ComponentRecovered e => new($"{CauseTitle.NameOf(e.Component, catalogue)} works again", "Since", e.Since),
        CauseEvent.ComponentOnItsOwn e => new(
            $"{CauseTitle.NameOf(e.Component, catalogue)} goes on failing",
            $"No longer caused by {CauseTitle.NameOf(e.TriggeredBy, catalogue)}, which works again."),
        CauseEvent.NoticeSeen e => new(
            $"{catalogue.Providers.GetValueOrDefault(e.Provider)?.Name ?? e.Provider}: {(e.IsResolved ? "resolved" : FailureTexts.Of(e.State))}", $"“{e.Text}”", IsQuoted: true),
        CauseEvent.Spared e => new("Stayed up", Spared(e, catalogue)),
        CauseEvent.RecoveryBegan => new("Recovering", "None of its services is down any more."),
        CauseEvent.Resolved => new("Resolved", "Nothing more was seen of it."),
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

    private static string Wave(CauseEvent.WaveBegan wave, ServiceCatalogue catalogue)
    {
        var by = wave.Component is { } component ? $"Through {CauseTitle.NameOf(component, catalogue)}" : "Through what is not known";
        var trigger = wave.TriggeredBy is { } parent ? $", triggered by {CauseTitle.NameOf(parent, catalogue)}" : "";
        return $"{by}{trigger}{(wave.OnItsOwn ? ", which works again" : "")}. Its first service failed at";
    }
}
