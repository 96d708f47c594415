using System.Diagnostics.Metrics;

namespace Groundswell.Server.Vantages;

/// <summary>What is counted of vantages; each is told apart by its name.</summary>
internal sealed class VantageMetrics
{
    public const string MeterName = "Groundswell.Vantages";

    private readonly Counter<long> _results;
    private readonly Counter<long> _refused;

    public VantageMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _results = meter.CreateCounter<long>("groundswell.vantages.results", description: "Results that vantages brought, by vantage and by whether they were taken");
        _refused = meter.CreateCounter<long>("groundswell.vantages.refused", description: "Requests of vantages that were refused, by reason");
    }

    public void Took(string vantage, int taken, int passedOver)
    {
        _results.Add(taken, new("vantage", vantage), new("outcome", "taken"));
        _results.Add(passedOver, new("vantage", vantage), new("outcome", "passed_over"));
    }

    /// <param name="reason">A word of ours, never one of the sender.</param>
    public void Refused(string reason) => _refused.Add(1, KeyValuePair.Create<string, object?>("reason", reason));
}
