using System.Globalization;
using Groundswell.Attribution;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell;

/// <summary>Says in one sentence why a cause is taken for it: what speaks for it, what against, and what is next.</summary>
internal sealed record CauseWords(string Sentence, IReadOnlyList<CauseEvidence> Evidence)
{
    private const double Telling = 0.3; // nats: less is not worth a clause

    private static readonly TimeSpan OnsetError = TimeSpan.FromMinutes(5);

    public static CauseWords Write(
        CauseFacts facts,
        CauseName name,
        double probability,
        ComponentId root,
        IReadOnlyList<Incidents.Causes.ExplainedService> explained,
        IReadOnlyList<(ComponentId Component, double Probability)> ranked)
    {
        var pieces = new List<CauseEvidence>();
        var worth = facts.Weigh(root) ?? new double[Enum.GetValues<EvidenceFamily>().Length];
        AddProbes(facts, root, worth[(int)EvidenceFamily.ComponentProbes], pieces);
        AddDependants(facts, root, worth[(int)EvidenceFamily.Reports] + worth[(int)EvidenceFamily.ServiceProbes], worth[(int)EvidenceFamily.Silence], pieces);
        AddOnsets(facts, root, explained, worth[(int)EvidenceFamily.Timing], pieces);
        AddNotices(facts, name, worth[(int)EvidenceFamily.Notices], pieces);
        var (@for, against) = (pieces.Where(p => p.Weight > 0).OrderByDescending(p => p.Weight).ToList(), pieces.Where(p => p.Weight < 0).OrderBy(p => p.Weight).ToList());
        var sentence = string.Create(CultureInfo.InvariantCulture, $"Most likely {CauseTitle.Write(name, facts.Catalogue)}{Aspect(facts, root, name)} ({probability:P0})");
        sentence += @for.Count > 0 ? $": {Join(@for.Take(4).Select(p => p.Text))}." : ".";
        sentence += against.Count > 0 ? $" Against it: {against[0].Text}." : "";
        var part = facts.Result.Down.ToArray().Select(d => facts.Graph.Components[d.Component]).ToHashSet();
        if (ranked.FirstOrDefault(r => !name.Covers(r.Component) && !part.Contains(r.Component) && r.Probability >= 0.01) is { Probability: > 0 } next)
        {
            var reason = WhyNot(facts, next.Component, worth);
            sentence += string.Create(CultureInfo.InvariantCulture, $" Next best: {CauseTitle.Write(next.Component, facts.Catalogue)} ({next.Probability:P0}){(reason.Length > 0 ? $", less likely because {reason}" : "")}.");
        }

        return new CauseWords(sentence, [.. @for, .. against]);
    }

    /// <summary>From how many places a failure is seen.</summary>
    public static string Places(ProbeVerdict verdict) => verdict.Failing == verdict.Known
        ? verdict.Known == 1 ? "from the one location that checks it" : string.Create(CultureInfo.InvariantCulture, $"from all {verdict.Known} locations")
        : string.Create(CultureInfo.InvariantCulture, $"from {verdict.Failing} of {verdict.Known} locations");

    // What of the component fails, where its probes tell.
    private static string Aspect(CauseFacts facts, ComponentId root, CauseName name) =>
        name.Component is not null && facts.Probes.GetValueOrDefault(new ProbeTarget(root)) is { State: ProbeState.Down, Failure: { } failure } ? failure switch
        {
            FailureClass.Nxdomain => ", the DNS name of its endpoint",
            FailureClass.Empty => ", the DNS record of its endpoint",
            FailureClass.Servfail or FailureClass.Refused or FailureClass.Lame or FailureClass.Dnssec => ", the DNS of its endpoint",
            FailureClass.TlsExpired or FailureClass.TlsName or FailureClass.TlsChain => ", the certificate of its endpoint",
            _ => "",
        }
        : "";

    // The kind of evidence that speaks most for the cause and against its rival.
    private static string WhyNot(CauseFacts facts, ComponentId rival, double[] worth)
    {
        if (facts.Weigh(rival) is not { } others)
        {
            return "";
        }

        var differences = worth.Zip(others, (cause, other) => cause - other).ToArray();
        var most = Array.IndexOf(differences, differences.Max());
        return differences[most] < Telling ? "" : (EvidenceFamily)most switch
        {
            EvidenceFamily.ComponentProbes when facts.Probes.GetValueOrDefault(new ProbeTarget(rival)) is { Known: > 0, Failing: 0 } => "its own endpoint answers",
            EvidenceFamily.ComponentProbes => "probes do not see it fail",
            EvidenceFamily.Silence => "more of those that depend on it look well",
            EvidenceFamily.Timing => "the times do not fit it as well",
            EvidenceFamily.Notices => "its supplier says nothing of it",
            _ => "it explains fewer of those that are down",
        };
    }

    private static void AddProbes(CauseFacts facts, ComponentId root, double worth, List<CauseEvidence> pieces)
    {
        if (facts.Probes.GetValueOrDefault(new ProbeTarget(root)) is { Known: > 0 } verdict && ProbeEvidence.Weigh(verdict) is not null && (verdict.Failing > 0 || worth < 0))
        {
            var text = verdict switch
            {
                { Failing: 0 } => "its endpoint answers",
                _ when worth < 0 && verdict.Failing < verdict.Known => string.Create(CultureInfo.InvariantCulture, $"its endpoint answers {verdict.Known - verdict.Failing} of {verdict.Known} locations"),
                _ when worth < 0 => "the way its endpoint fails fits other causes better",
                { Failure: { } failure } => $"its endpoint {Fails(failure)} {Places(verdict)} since {SentenceTime.Write(verdict.FailingSince ?? verdict.At, facts.Now)}",
                _ => $"its endpoint fails {Places(verdict)} since {SentenceTime.Write(verdict.FailingSince ?? verdict.At, facts.Now)}",
            };
            pieces.Add(new CauseEvidence(CauseEvidenceKind.Probes, text, worth));
        }
    }

    private static void AddDependants(CauseFacts facts, ComponentId root, double reports, double silence, List<CauseEvidence> pieces)
    {
        var dependants = facts.Catalogue.Services.Values
            .Where(s => s.Dependencies.Any(d => d.On == root || facts.Needs.Of(d.On).Contains(root)))
            .Select(s => facts.Heard.GetValueOrDefault(s.Id)).OfType<ServiceAssessment>().Where(a => a.State != SeriesState.Unknown).ToList();
        var maybe = facts.Catalogue.Services.Values.Any(s => s.Dependencies.Any(d => Unspecified.Is(d.On) && d.On != root && facts.Needs.Of(d.On).Contains(root)));
        var fallen = dependants.Count(a => facts.IsDown(a.Service));
        var up = dependants.Where(a => a.State == SeriesState.Normal && !facts.IsDown(a.Service)).ToList(); // the same ones from minute to minute: how sure each is changes
        var others = facts.Heard.Values.Where(a => a.State != SeriesState.Unknown).Except(dependants).ToList();
        if (fallen > 0 && reports > 0)
        {
            var elsewhere = others.Count(a => facts.IsDown(a.Service) && !facts.Lingering.Contains(a.Service));
            var whom = maybe ? "that depend on it, or may," : "that depend on it";
            var rest = others.Count == 0 ? "" : elsewhere == 0 ? ", and none of the others" : string.Create(CultureInfo.InvariantCulture, $", and {elsewhere} of the {others.Count} others");
            pieces.Add(new CauseEvidence(
                CauseEvidenceKind.Dependants, string.Create(CultureInfo.InvariantCulture, $"{fallen} of {dependants.Count} services {whom} are down{rest}"), reports));
        }

        if (up.Count > 0 && silence < 0)
        {
            pieces.Add(new CauseEvidence(
                CauseEvidenceKind.Dependants,
                string.Create(CultureInfo.InvariantCulture, $"{up.Count} of the {dependants.Count} services that depend on it {(up.Count == 1 ? "shows" : "show")} no trouble"),
                silence));
        }
    }

    private static void AddOnsets(CauseFacts facts, ComponentId root, IReadOnlyList<Incidents.Causes.ExplainedService> explained, double worth, List<CauseEvidence> pieces)
    {
        var onsets = explained.Select(e => facts.Heard.GetValueOrDefault(e.Service)?.Onset).OfType<DateTimeOffset>().Order().ToList();
        if (onsets.Count < 3 || worth <= 0)
        {
            return;
        }

        var verdict = facts.Probes.GetValueOrDefault(new ProbeTarget(root));
        var middle = onsets[onsets.Count / 2];
        var isSeen = verdict is { State: ProbeState.Down, SawItBegin: true };
        var since = isSeen ? verdict!.FailingSince ?? middle : middle;
        if (middle < since - OnsetError)
        {
            return; // what failed before it was not failed by it
        }

        // No effect comes before its cause: estimates of onsets may, by a few minutes.
        var text = isSeen
            ? $"half of them began to fail within {Minutes(middle - since)} of it"
            : $"the first began to fail about {SentenceTime.Write(onsets[onsets.Count / 8], facts.Now)} and half of them within {Minutes(middle - onsets[onsets.Count / 8])}"; // single estimates may lie far off
        pieces.Add(new CauseEvidence(CauseEvidenceKind.Onsets, text, worth));
    }

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Ceiling(time.TotalMinutes)):0} min");

    private static void AddNotices(CauseFacts facts, CauseName name, double worth, List<CauseEvidence> pieces)
    {
        var thread = facts.Notices.Where(g => name.Covers(g.Key)).SelectMany(g => g).OrderBy(t => t.PostedAt).FirstOrDefault();
        var provider = facts.Catalogue.Providers.GetValueOrDefault(name.Provider)?.Name ?? name.Provider;
        if (thread is not null && worth > 0)
        {
            pieces.Add(new CauseEvidence(CauseEvidenceKind.Notices, $"{provider} has said so since {SentenceTime.Write(thread.PostedAt, facts.Now)}", worth));
        }
        else if (thread is null && worth < -Telling)
        {
            pieces.Add(new CauseEvidence(CauseEvidenceKind.Notices, $"{provider} says nothing of it", worth));
        }
    }

    private static string Fails(FailureClass failure) => failure switch
    {
        FailureClass.Nxdomain => "is said not to exist (NXDOMAIN)",
        FailureClass.Empty => "has no address: DNS answers empty",
        FailureClass.Servfail => "cannot be resolved (SERVFAIL)",
        FailureClass.Refused => "cannot be resolved (REFUSED)",
        FailureClass.Lame => "cannot be resolved (lame delegation)",
        FailureClass.Dnssec => "cannot be resolved (DNSSEC)",
        FailureClass.WrongAnswer => "resolves wrongly",
        FailureClass.Timeout or FailureClass.ConnectTimeout => "does not answer in time",
        FailureClass.ConnectRefused => "refuses connections",
        FailureClass.Unreachable => "cannot be reached",
        FailureClass.Reset => "breaks connections off",
        FailureClass.TlsExpired => "has an expired certificate",
        FailureClass.TlsName or FailureClass.TlsChain or FailureClass.TlsOther => "fails in TLS",
        FailureClass.Http5xx => "answers with server errors",
        FailureClass.Http4xx => "answers with client errors",
        _ => $"fails ({failure.Word()})",
    };

    private static string Join(IEnumerable<string> texts) => string.Join(", ", texts);
}
