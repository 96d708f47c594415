using System.Diagnostics.Metrics;
using Groundswell.Signals;

namespace Groundswell.Server.Ingest;

/// <summary>What intake counts.</summary>
internal sealed class IngestMetrics
{
    public const string MeterName = "Groundswell.Ingest";

    private static readonly KeyValuePair<string, object?>[] Outcomes =
        [.. Enum.GetNames<ReportOutcome>().Select(name => KeyValuePair.Create<string, object?>("outcome", name.ToLowerInvariant()))];

    private readonly Counter<long> _reports;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _invalid;

    public IngestMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _reports = meter.CreateCounter<long>("groundswell.ingest.reports", description: "Reports that reached the journal, by outcome");
        _refused = meter.CreateCounter<long>("groundswell.ingest.refused", description: "Reports turned away although they were well formed, by reason");
        _invalid = meter.CreateCounter<long>("groundswell.ingest.invalid", description: "Reports that could not be read");
    }

    public void Stored(ReadOnlySpan<Report> reports)
    {
        Span<int> counts = stackalloc int[Outcomes.Length];
        foreach (ref readonly var report in reports)
        {
            counts[(int)report.Outcome]++;
        }

        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                _reports.Add(counts[i], Outcomes[i]);
            }
        }
    }

    public void Refused(int reports, string reason) => _refused.Add(reports, KeyValuePair.Create<string, object?>("reason", reason));

    public void Invalid(int reports) => _invalid.Add(reports);
}
