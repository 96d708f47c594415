using System.Text.Json;
using Groundswell.Catalogue;
using Groundswell.Signals;

namespace Groundswell.Incidents;

/// <summary>
/// The form in which events are stored: one JSON object each, with <c>type</c> saying which event and <c>v</c> the version of the form.
/// Fields that this version does not know are passed over, so that an older node can read what a newer one wrote. The version is raised
/// only when an older reader would misread.
/// </summary>
public static class IncidentEventJson
{
    private const int Version = 1;
    private const int LongestText = 1 << 20;

    public static string Write(IncidentEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return JsonSerializer.Serialize(Describe(happened), IncidentEventJsonContext.Default.IncidentEventDocument);
    }

    /// <exception cref="FormatException">The text is no event of this form; the message says why.</exception>
    public static IncidentEvent Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new FormatException($"An incident event of {text.Length} characters is too long; at most {LongestText} are read.");
        }

        IncidentEventDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(text, IncidentEventJsonContext.Default.IncidentEventDocument);
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{Slug.Excerpt(text)}' is not an incident event: {e.Message}", e);
        }

        return document switch
        {
            null => throw new FormatException("An incident event must be a JSON object, not null."),
            { V: > Version } => throw new FormatException($"The incident event has form {document.V}; this version reads forms up to {Version}."),
            _ => Rebuild(document),
        };
    }

    private static IncidentEventDocument Describe(IncidentEvent happened)
    {
        var seen = happened.Probes;
        var document = new IncidentEventDocument { V = Version, At = happened.At, Failure = seen?.Failure?.Word(), Failing = seen?.Failing, Known = seen?.Known };
        return happened switch
        {
            IncidentEvent.Detected e => document with
            {
                Type = IncidentEventDocument.Detected,
                Id = e.Id.Number,
                Service = e.Service.ToString(),
                Onset = e.Onset,
                Severity = Name(e.Severity),
                Reports = e.Reports,
                Expected = e.Expected,
                Regions = Names(e.Regions),
                Symptoms = Names(e.Symptoms),
            },
            IncidentEvent.Confirmed e => document with { Type = IncidentEventDocument.Confirmed, Reports = e.Reports, Expected = e.Expected },
            IncidentEvent.SeverityChanged e => document with
            {
                Type = IncidentEventDocument.SeverityChanged,
                From = Name(e.From),
                To = Name(e.To),
                Reports = e.Reports,
                Expected = e.Expected,
            },
            IncidentEvent.ScopeChanged e => document with
            {
                Type = IncidentEventDocument.ScopeChanged,
                Regions = Names(e.Regions),
                Symptoms = Names(e.Symptoms),
            },
            IncidentEvent.PeakPassed e => document with
            {
                Type = IncidentEventDocument.PeakPassed,
                PeakAt = e.Peak.At,
                Reports = e.Peak.Reports,
                Expected = e.Peak.Expected,
            },
            IncidentEvent.RecoveryBegan e => document with
            {
                Type = IncidentEventDocument.RecoveryBegan,
                Reports = e.Reports,
                Expected = e.Expected,
            },
            IncidentEvent.BecameUsual e => document with { Type = IncidentEventDocument.BecameUsual, Reports = e.Reports, Expected = e.Expected },
            IncidentEvent.WaveBegan e => document with
            {
                Type = IncidentEventDocument.WaveBegan,
                Wave = e.Wave,
                Onset = e.Onset,
                Reports = e.Reports,
                Expected = e.Expected,
            },
            IncidentEvent.Withdrawn e => document with { Type = IncidentEventDocument.Withdrawn, Reason = Name(e.Reason), Reports = e.Reports, Expected = e.Expected },
            IncidentEvent.Resolved => document with { Type = IncidentEventDocument.Resolved },
            _ => throw new ArgumentException($"{happened.GetType().Name} has no stored form.", nameof(happened)),
        };
    }

    private static IncidentEvent Rebuild(IncidentEventDocument d) => RebuildPlain(d) with { Probes = SeenOf(d) };

    // A class that this version does not know is passed over like any other field.
    private static ProbesSeen? SeenOf(IncidentEventDocument d) => d.Failing is { } failing
        ? new ProbesSeen(d.Failure is { } word && FailureWords.TryParse(word, out var failure) ? failure : null, failing, d.Known ?? failing)
        : null;

    private static IncidentEvent RebuildPlain(IncidentEventDocument d)
    {
        var at = Need(d.At, d, "at");
        return d.Type switch
        {
            IncidentEventDocument.Detected => new IncidentEvent.Detected(
                new IncidentId(Need(d.Id, d, "id")),
                ServiceId.Parse(d.Service ?? throw Missing(d, "service")),
                Need(d.Onset, d, "onset"),
                SeverityOf(d.Severity, d, "severity"),
                Need(d.Reports, d, "reports"),
                Need(d.Expected, d, "expected"),
                RegionsOf(d),
                SymptomsOf(d))
            { At = at },
            IncidentEventDocument.Confirmed =>
                new IncidentEvent.Confirmed(Need(d.Reports, d, "reports"), Need(d.Expected, d, "expected")) { At = at },
            IncidentEventDocument.SeverityChanged => new IncidentEvent.SeverityChanged(
                SeverityOf(d.From, d, "from"),
                SeverityOf(d.To, d, "to"),
                Need(d.Reports, d, "reports"),
                Need(d.Expected, d, "expected"))
            { At = at },
            IncidentEventDocument.ScopeChanged => new IncidentEvent.ScopeChanged(RegionsOf(d), SymptomsOf(d)) { At = at },
            IncidentEventDocument.PeakPassed => new IncidentEvent.PeakPassed(
                new IncidentPeak(Need(d.PeakAt, d, "peakAt"), Need(d.Reports, d, "reports"), Need(d.Expected, d, "expected")))
            { At = at },
            IncidentEventDocument.RecoveryBegan =>
                new IncidentEvent.RecoveryBegan(Need(d.Reports, d, "reports"), Need(d.Expected, d, "expected")) { At = at },
            IncidentEventDocument.BecameUsual =>
                new IncidentEvent.BecameUsual(Need(d.Reports, d, "reports"), Need(d.Expected, d, "expected")) { At = at },
            IncidentEventDocument.WaveBegan => new IncidentEvent.WaveBegan(
                Need(d.Wave, d, "wave"),
                Need(d.Onset, d, "onset"),
                Need(d.Reports, d, "reports"),
                Need(d.Expected, d, "expected"))
            { At = at },
            IncidentEventDocument.Withdrawn =>
                new IncidentEvent.Withdrawn(ReasonOf(d), Need(d.Reports, d, "reports"), Need(d.Expected, d, "expected")) { At = at },
            IncidentEventDocument.Resolved => new IncidentEvent.Resolved { At = at },
            null => throw Missing(d, "type"),
            _ => throw new FormatException($"'{Slug.Excerpt(d.Type)}' is no type of incident event that this version knows."),
        };
    }

    private static T Need<T>(T? value, IncidentEventDocument d, string field)
        where T : struct => value ?? throw Missing(d, field);

    private static FormatException Missing(IncidentEventDocument d, string field) =>
        new($"The incident event '{Slug.Excerpt(d.Type)}' lacks '{field}'.");

    private static string Name(Severity severity) => severity switch
    {
        Severity.Minor => "minor",
        Severity.Major => "major",
        Severity.Critical => "critical",
        _ => throw new ArgumentException($"{severity} is no severity.", nameof(severity)),
    };

    private static Severity SeverityOf(string? name, IncidentEventDocument d, string field) => name switch
    {
        "minor" => Severity.Minor,
        "major" => Severity.Major,
        "critical" => Severity.Critical,
        null => throw Missing(d, field),
        _ => throw new FormatException($"'{Slug.Excerpt(name)}' is no severity; it must be minor, major or critical."),
    };

    private static string Name(WithdrawalReason reason) => reason == WithdrawalReason.Surge ? "surge" : "stray";

    private static WithdrawalReason ReasonOf(IncidentEventDocument d) => d.Reason switch
    {
        "surge" => WithdrawalReason.Surge,
        "stray" => WithdrawalReason.Stray,
        null => throw Missing(d, "reason"),
        _ => throw new FormatException($"'{Slug.Excerpt(d.Reason)}' is no reason to withdraw an incident; it must be surge or stray."),
    };

    private static string[] Names<T>(IReadOnlyList<T> ids)
        where T : struct => [.. ids.Select(i => i.ToString()!)];

    private static IReadOnlyList<RegionId> RegionsOf(IncidentEventDocument d) => [.. (d.Regions ?? []).Select(r => RegionId.Parse(r ?? ""))];

    private static IReadOnlyList<SymptomId> SymptomsOf(IncidentEventDocument d) => [.. (d.Symptoms ?? []).Select(s => SymptomId.Parse(s ?? ""))];
}
