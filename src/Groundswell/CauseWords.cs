using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Detection;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Signals;

namespace Groundswell;

/// <summary>Says in one sentence why a cause is taken for it: what speaks for it, what against, and what is next.</summary>
internal sealed record CauseWords(string Sentence, IReadOnlyList<CauseEvidence> Evidence)
{
    private const double ClearlyUp = -2;
    private const double ClearlyDown = 2;

    public static CauseWords Write(
        CauseFacts facts,
        CauseName name,
        double probability,
        ComponentId root,
        IReadOnlyList<ExplainedService> explained,
        IReadOnlyList<(ComponentId Component, double Probability)> ranked)
    {
        var pieces = new List<CauseEvidence>();
        AddProbes(facts, root, pieces);
        AddDependants(facts, root, explained, pieces);
        AddOnsets(facts, root, explained, pieces);
        AddNotices(facts, name, pieces);
        var (@for, against) = (pieces.Where(p => p.Weight > 0).OrderByDescending(p => p.Weight).ToList(), pieces.Where(p => p.Weight < 0).OrderBy(p => p.Weight).ToList());
        var sentence = string.Create(CultureInfo.InvariantCulture, $"Most likely {CauseTitle.Write(name, facts.Catalogue)}{Aspect(facts, root, name)} ({probability:P0})");
        sentence += @for.Count > 0 ? $": {Join(@for.Take(4).Select(p => p.Text))}." : ".";
        sentence += against.Count > 0 ? $" Against it: {against[0].Text}." : "";
        var part = facts.Result.Down.ToArray().Select(d => facts.Graph.Components[d.Component]).ToHashSet();
        if (ranked.FirstOrDefault(r => !name.Covers(r.Component) && !part.Contains(r.Component) && r.Probability >= 0.01) is { Probability: > 0 } next)
        {
            sentence += string.Create(CultureInfo.InvariantCulture, $" Next best: {CauseTitle.Write(next.Component, facts.Catalogue)} ({next.Probability:P0}).");
        }

        return new CauseWords(sentence, [.. @for, .. against]);
    }

    /// <summary>From how many places a failure is seen.</summary>
    public static string Places(ProbeVerdict verdict) => verdict.Failing == verdict.Known
        ? verdict.Known == 1 ? "from the one place that probes it" : string.Create(CultureInfo.InvariantCulture, $"from all {verdict.Known} places")
        : string.Create(CultureInfo.InvariantCulture, $"from {verdict.Failing} of {verdict.Known} places");

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

    private static void AddProbes(CauseFacts facts, ComponentId root, List<CauseEvidence> pieces)
    {
        if (facts.Probes.GetValueOrDefault(new ProbeTarget(root)) is not { Known: > 0 } verdict || ProbeEvidence.Weigh(verdict) is not { } weight)
        {
            return;
        }

        pieces.Add(verdict is { Failing: > 0, Failure: { } failure }
            ? new CauseEvidence(CauseEvidenceKind.Probes, $"its endpoint {Fails(failure)} {Places(verdict)} since {Clock(verdict.FailingSince ?? verdict.At)}", weight.LogBayesFactor)
            : new CauseEvidence(CauseEvidenceKind.Probes, "its endpoint answers", weight.LogBayesFactor));
    }

    private static void AddDependants(CauseFacts facts, ComponentId root, IReadOnlyList<ExplainedService> explained, List<CauseEvidence> pieces)
    {
        var dependants = facts.Catalogue.Services.Values
            .Where(s => s.Dependencies.Any(d => d.On == root || facts.Needs.Of(d.On).Contains(root)))
            .Select(s => facts.Heard.GetValueOrDefault(s.Id)).OfType<ServiceAssessment>().Where(a => a.State != SeriesState.Unknown).ToList();
        var fallen = dependants.Count(a => a.State == SeriesState.Down || a.Total.LogBayesFactor > ClearlyDown);
        var up = dependants.Where(a => a.State == SeriesState.Normal && a.Total.LogBayesFactor < ClearlyUp && !explained.Any(e => e.Service == a.Service)).ToList();
        var others = facts.Heard.Values.Where(a => a.State != SeriesState.Unknown).Except(dependants).ToList();
        if (fallen > 0)
        {
            var elsewhere = others.Count == 0 ? 0 : (double)others.Count(a => a.State == SeriesState.Down) / others.Count;
            var share = Math.Max(elsewhere, 0.5 / Math.Max(1, others.Count));
            var weight = fallen * Math.Log((double)fallen / dependants.Count / share);
            pieces.Add(new CauseEvidence(
                CauseEvidenceKind.Dependants,
                string.Create(CultureInfo.InvariantCulture, $"{fallen} of {dependants.Count} services that depend on it are down, and {elsewhere:P0} of the others"), Math.Max(weight, 0.01)));
        }

        if (up.Count > 0)
        {
            pieces.Add(new CauseEvidence(
                CauseEvidenceKind.Dependants,
                up.Count == 1 ? "one service that depends on it looks well" : string.Create(CultureInfo.InvariantCulture, $"{up.Count} services that depend on it look well"),
                -up.Sum(a => Math.Min(1.5, -a.Total.LogBayesFactor))));
        }
    }

    private static void AddOnsets(CauseFacts facts, ComponentId root, IReadOnlyList<ExplainedService> explained, List<CauseEvidence> pieces)
    {
        var onsets = explained.Select(e => facts.Heard.GetValueOrDefault(e.Service)?.Onset).OfType<DateTimeOffset>().Order().ToList();
        if (onsets.Count < 3)
        {
            return;
        }

        // Half of them within so short a time by chance, had each begun at any minute of two hours: Poisson, one term for each.
        var first = onsets[onsets.Count / 8]; // an estimate of a single service's onset may lie far off
        var middle = onsets[onsets.Count / 2] - first;
        var spread = Math.Max(middle.TotalMinutes, 1);
        var weight = Math.Min(20, (onsets.Count / 2) * Math.Log(Math.Max(1.05, 60 / spread)));
        var lead = facts.Probes.GetValueOrDefault(new ProbeTarget(root)) is { State: ProbeState.Down, FailingSince: { } since } && first >= since.AddMinutes(-2) ? " after it failed" : "";
        pieces.Add(new CauseEvidence(
            CauseEvidenceKind.Onsets,
            string.Create(CultureInfo.InvariantCulture, $"the first fell about {Clock(first)} and half of them within {Math.Ceiling(spread):0} min{lead}"), Math.Max(weight, 0.01)));
    }

    private static void AddNotices(CauseFacts facts, CauseName name, List<CauseEvidence> pieces)
    {
        var thread = facts.Notices.Where(g => name.Covers(g.Key)).SelectMany(g => g).OrderBy(t => t.PostedAt).FirstOrDefault();
        if (thread is not null)
        {
            var provider = facts.Catalogue.Providers.GetValueOrDefault(name.Provider)?.Name ?? name.Provider;
            pieces.Add(new CauseEvidence(CauseEvidenceKind.Notices, $"{provider} has said so since {Clock(thread.PostedAt)}", NoticeEvidence.Weigh(thread, null, facts.Now).LogBayesFactor));
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

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<string> texts) => string.Join(", ", texts);
}
